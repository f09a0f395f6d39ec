package io.spandrel.it.bench;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Keys in a random order that costs nothing to follow; each thread has its own. */
@State(Scope.Thread)
public class KeySequence {

    private static final int LENGTH = 1 << 16;

    private final Integer[] keys = new Integer[LENGTH];
    private int position;

    /** Draws keys 0 up to {@link LocalCaches#KEYS}. */
    @Setup
    public void draw(ThreadParams thread) {
        draw(thread.getThreadIndex());
    }

    void draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < LENGTH; i++) {
            keys[i] = random.nextInt(LocalCaches.KEYS);
        }
    }

    Integer next() {
        return keys[position++ & (LENGTH - 1)];
    }
}
