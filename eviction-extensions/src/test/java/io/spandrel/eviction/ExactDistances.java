package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.List;

/** Stack distances by walking the stack: slow, and plainly right. */
final class ExactDistances {

    private final List<int[]> stack = new ArrayList<>(); // key and size; the one used last comes first
    private final List<Long> distances = new ArrayList<>();
    private int requests;

    /** A read of {@code key}, loaded if it is not there. */
    void request(int key, int size) {
        requests++;
        long above = 0;
        for (int i = 0; i < stack.size(); i++) {
            if (stack.get(i)[0] == key) {
                distances.add(above + stack.remove(i)[1]);
                break;
            }
            above += stack.get(i)[1];
        }
        stack.add(0, new int[] {key, size});
    }

    /** Share of the requests that LRU answers with {@code capacity}. */
    double hitRatio(long capacity) {
        return distances.stream().filter(distance -> distance <= capacity).count() / (double) requests;
    }
}
