package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;
import org.openjdk.jol.info.GraphLayout;

/**
 * A process that fills the contender named by its first argument with as many entries as its second says, and says how
 * many bytes each of them takes besides its key and value, after twice as many others have been evicted.
 *
 * <p>Everything that can be reached from the contender is weighed, empty and full; the difference is what the entries
 * cost. Of a data container that is a good part of the cache manager, which stays the same.
 */
public final class MemoryMeasurement {

    private static final int EVER_WRITTEN = 3; // times what fits, so that ghosts and sketches are full too

    private MemoryMeasurement() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        int entries = Integer.parseInt(arguments[1]);
        Integer[] keys = new Integer[EVER_WRITTEN * entries];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = i;
        }
        try (Contender contender = Contender.open(arguments[0], entries)) {
            long empty = weight(contender, keys);
            for (Integer key : keys) {
                contender.write(key);
            }
            long full = weight(contender, keys);
            int kept = Contender.isBounded(arguments[0]) ? entries : keys.length;
            parent.tell(Double.toString((double) (full - empty) / kept));
        }
    }

    /* The keys, which are also the values, are part of both weights. */
    private static long weight(Contender contender, Integer[] keys) {
        return GraphLayout.parseInstance(contender.holder(), keys).totalSize();
    }
}
