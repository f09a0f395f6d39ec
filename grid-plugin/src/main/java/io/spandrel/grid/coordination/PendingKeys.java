package io.spandrel.grid.coordination;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Keys waiting to be told to others: each once, in order, and no more than a limit; what comes beyond is counted. Thread-safe. */
final class PendingKeys {

    private final Set<Object> keys = new LinkedHashSet<>();
    private final int keysMax;
    private final LongAdder dropped;

    PendingKeys(int keysMax, LongAdder dropped) {
        this.keysMax = keysMax;
        this.dropped = dropped;
    }

    /** Returns how many wait now. */
    synchronized int add(Object key) {
        if (keys.size() < keysMax) {
            keys.add(key);
        } else if (!keys.contains(key)) {
            dropped.increment();
        }
        return keys.size();
    }

    /** Takes all out. */
    synchronized List<Object> take() {
        List<Object> taken = new ArrayList<>(keys);
        keys.clear();
        return taken;
    }
}
