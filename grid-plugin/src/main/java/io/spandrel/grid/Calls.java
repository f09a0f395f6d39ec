package io.spandrel.grid;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls for single keys that began on one member: how long they took, from the call to its answer, and what answered the reads. Calls
 * that failed are among them; calls for several keys at once are not, nor are conditional writes that changed nothing.
 *
 * @param reads lookups, whether they found a value or not
 * @param writes what stored a value
 * @param removes removals, whether there was something to remove or not
 * @param readPaths how many reads each path answered, of those paths that the cache has; together all reads
 */
public record Calls(
        LatencyHistogram reads, LatencyHistogram writes, LatencyHistogram removes, Map<ReadPath, Long> readPaths) {

    /** Without calls. */
    public static final Calls NONE =
            new Calls(LatencyHistogram.EMPTY, LatencyHistogram.EMPTY, LatencyHistogram.EMPTY, Map.of());

    public Calls {
        readPaths = Collections.unmodifiableMap(new TreeMap<>(readPaths));
    }

    /** The calls of both. */
    public Calls plus(Calls other) {
        Map<ReadPath, Long> paths = new TreeMap<>(readPaths);
        other.readPaths.forEach((path, count) -> paths.merge(path, count, Long::sum));
        return new Calls(reads.plus(other.reads), writes.plus(other.writes), removes.plus(other.removes), paths);
    }
}
