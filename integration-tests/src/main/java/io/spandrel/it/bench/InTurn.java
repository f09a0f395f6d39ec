package io.spandrel.it.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/**
 * Several ways to do the same, measured in one JVM in short slices that take turns, in another order each time. What disturbs the
 * machine for longer than a slice disturbs them all alike, so that ratios within a round show differences far smaller than those
 * between two JVMs.
 */
final class InTurn {

    /** Some operations, done by a thread with keys of its own. */
    interface Slice {

        void run(KeySequence keys);
    }

    private final List<Slice> ways;
    private final int threads;

    InTurn(List<? extends Slice> ways, int threads) {
        this.ways = List.copyOf(ways);
        this.threads = threads;
    }

    /** Takes so many rounds; gives for each the nanoseconds of a slice of each way. */
    List<long[]> rounds(int rounds) {
        /* What was put before lies between its garbage, and reads wait for memory; that ends with the first collection. */
        System.gc();
        long[][] nanos = new long[rounds][ways.size()];
        List<Thread> others = new ArrayList<>();
        CyclicBarrier barrier = new CyclicBarrier(threads);
        for (int thread = 1; thread < threads; thread++) {
            int number = thread;
            others.add(new Thread(() -> run(number, new long[rounds][ways.size()], barrier), "slices-" + number));
        }
        others.forEach(Thread::start);
        run(0, nanos, barrier);
        return List.of(nanos);
    }

    private void run(int thread, long[][] nanos, CyclicBarrier barrier) {
        KeySequence keys = new KeySequence();
        keys.draw(thread);
        Random orders = new Random(1);
        List<Integer> order = new ArrayList<>();
        for (int way = 0; way < ways.size(); way++) {
            order.add(way);
        }
        try {
            for (long[] round : nanos) {
                Collections.shuffle(order, orders);
                for (int way : order) {
                    barrier.await();
                    long start = System.nanoTime();
                    ways.get(way).run(keys);
                    barrier.await();
                    round[way] = System.nanoTime() - start;
                }
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
