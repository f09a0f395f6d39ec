package io.spandrel.grid;

/**
 * How long calls for single keys took that began on one member, from the call to its answer, since the cache started there. Calls
 * that failed are among them; calls for several keys at once are not, nor are conditional writes that changed nothing.
 *
 * @param reads lookups, whether they found a value or not
 * @param writes what stored a value
 * @param removes removals, whether there was something to remove or not
 */
public record CallsReport(LatencyHistogram reads, LatencyHistogram writes, LatencyHistogram removes) {

    /** Without calls. */
    public static final CallsReport NONE =
            new CallsReport(LatencyHistogram.EMPTY, LatencyHistogram.EMPTY, LatencyHistogram.EMPTY);

    /** The calls of both. */
    public CallsReport plus(CallsReport other) {
        return new CallsReport(reads.plus(other.reads), writes.plus(other.writes), removes.plus(other.removes));
    }
}
