package io.spandrel.eviction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hits on their way from reader threads to a policy: striped by thread, bounded, and lossy. A hit is dropped when its
 * stripe is full or contended, so that reading never waits.
 *
 * <p>Any thread may {@link #offer}; one at a time may {@link #drain}.
 *
 * @see <a href="https://dl.acm.org/doi/10.1145/1516046.1516049">Ding et al., BP-Wrapper: a system framework making any
 *     replacement algorithms (almost) lock contention free, ICDE 2009</a>, for the idea of recording now and
 *     replaying later
 */
final class HitBuffer {

    private static final int STRIPES_MAX = 64;

    private final Stripe[] stripes;

    HitBuffer(int processors) {
        int wanted = Math.min(STRIPES_MAX, Math.max(1, processors) * 4);
        int count = Integer.highestOneBit(wanted * 2 - 1);
        stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Records a hit, or drops it; returns whether the buffer ought to be drained. */
    boolean offer(PolicyEntry entry) {
        return stripes[probe() & (stripes.length - 1)].offer(entry);
    }

    /** Hands over what threads like the calling one have recorded. */
    void drainOwn(Consumer<PolicyEntry> consumer) {
        stripes[probe() & (stripes.length - 1)].drain(consumer);
    }

    /** Hands over what is recorded, in order within a stripe. */
    void drain(Consumer<PolicyEntry> consumer) {
        for (Stripe stripe : stripes) {
            stripe.drain(consumer);
        }
    }

    private static int probe() {
        int id = (int) Thread.currentThread().getId() * 0x9e3779b9;
        return id ^ (id >>> 16);
    }

    /** Keeps the counters of a stripe, written by many, off the cache line of whatever lies before. */
    @SuppressWarnings("unused")
    private abstract static class Padding {
        private long p0, p1, p2, p3, p4, p5, p6, p7;
    }

    /*
     * A ring of SIZE references. Readers claim positions by advancing tail (one attempt only), then store; drain
     * follows with head and stops at a position that is claimed but not yet stored.
     *
     * Invariants
     *   I1  head <= tail <= head + SIZE.
     *   I2  positions outside [head, tail) are null.
     */
    private static final class Stripe extends Padding {

        private static final int SIZE = 32;
        private static final VarHandle TAIL;

        static {
            try {
                TAIL = MethodHandles.lookup().findVarHandle(Stripe.class, "tail", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private volatile long tail;
        private volatile long head;
        private final AtomicReferenceArray<@Nullable PolicyEntry> ring = new AtomicReferenceArray<>(SIZE);

        boolean offer(PolicyEntry entry) {
            long position = tail;
            long waiting = position - head;
            if (waiting >= SIZE) {
                return true;
            }
            if (TAIL.compareAndSet(this, position, position + 1)) {
                ring.setRelease((int) position & (SIZE - 1), entry);
                return waiting == SIZE - 1;
            }
            return false;
        }

        void drain(Consumer<PolicyEntry> consumer) {
            long start = head;
            long position = start;
            for (long end = tail; position < end; position++) {
                int index = (int) position & (SIZE - 1);
                PolicyEntry entry = ring.getAcquire(index);
                if (entry == null) {
                    break;
                }
                ring.setOpaque(index, null);
                consumer.accept(entry);
            }
            if (position != start) { // every write looks at every stripe: most are empty, and stay with their readers
                head = position;
            }
        }
    }
}
