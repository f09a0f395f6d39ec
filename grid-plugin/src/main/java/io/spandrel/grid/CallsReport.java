package io.spandrel.grid;

/**
 * The calls for single keys that began on one member.
 *
 * @param sinceStart all since the cache started there
 * @param lastMinute those that ended in the last minute, or since the cache started if that is less. Their longest is told exactly if
 *     it is the longest since the start too, and else by the end of its range: never too short, and at most 6.25 % too long where it
 *     took 128 ns to 68 s
 * @param lastMinuteMillis how long that minute was, ms: from 60 000 to some 65 000 unless the cache is younger or the member was
 *     held up
 */
public record CallsReport(Calls sinceStart, Calls lastMinute, long lastMinuteMillis) {

    /** Without calls. */
    public static final CallsReport NONE = new CallsReport(Calls.NONE, Calls.NONE, 0);

    /** The calls of both, whose last minute is the longer one. */
    public CallsReport plus(CallsReport other) {
        return new CallsReport(
                sinceStart.plus(other.sinceStart),
                lastMinute.plus(other.lastMinute),
                Math.max(lastMinuteMillis, other.lastMinuteMillis));
    }
}
