package io.spandrel.eviction.simulator;

/** Some consecutive requests of a trace: the key of each, and its size in bytes (1 where the trace tells none). */
final class Requests {

    static final int COUNT_MAX = 1 << 16;

    private final Object[] keys = new Object[COUNT_MAX];
    private final int[] sizes = new int[COUNT_MAX];
    private int count;

    void add(Object key, int size) {
        keys[count] = key;
        sizes[count] = size;
        count++;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == COUNT_MAX;
    }

    Object key(int i) {
        return keys[i];
    }

    int size(int i) {
        return sizes[i];
    }
}
