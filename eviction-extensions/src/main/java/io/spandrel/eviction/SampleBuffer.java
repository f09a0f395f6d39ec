package io.spandrel.eviction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/**
 * Small events on their way from many threads to one that works them off: striped by thread, bounded, and lossy. Within
 * a stripe they keep their order.
 *
 * <p>Any thread may {@link #offer}; one at a time may {@link #drain}. Nobody waits for anybody.
 */
final class SampleBuffer {

    private static final int SIZE = 64;
    private static final int STRIPES_MAX = 64;
    private static final int SPINS = 64;

    private final Stripe[] stripes;
    private final long[] taken = new long[SIZE];

    SampleBuffer(int processors) {
        int wanted = Math.min(STRIPES_MAX, Math.max(1, processors) * 4);
        stripes = new Stripe[Integer.highestOneBit(wanted * 2 - 1)];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Stores an event; false, and nothing is stored, if the caller's stripe is full or another thread is at it. */
    boolean offer(long event) {
        return own().offer(event);
    }

    /** Hands over all that is stored, but for a stripe that another thread is at; returns how many events these were. */
    int drain(LongConsumer consumer) {
        int drained = 0;
        for (Stripe stripe : stripes) {
            drained += drain(stripe, consumer);
        }
        return drained;
    }

    /** Bytes it takes. */
    long memory() {
        return (stripes.length + 1L) * SIZE * Long.BYTES;
    }

    private int drain(Stripe stripe, LongConsumer consumer) {
        int count = stripe.moveTo(taken);
        for (int i = 0; i < count; i++) {
            consumer.accept(taken[i]);
        }
        return count;
    }

    private Stripe own() {
        return stripes[(int) Thread.currentThread().getId() & (stripes.length - 1)];
    }

    /* Who has set `busy` owns count and events until he clears it, some ten instructions later. */
    private static final class Stripe extends CachePadding {

        private static final VarHandle BUSY;

        static {
            try {
                BUSY = MethodHandles.lookup().findVarHandle(Stripe.class, "busy", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private volatile boolean busy;
        private int count;
        private final long[] events = new long[SIZE];

        boolean offer(long event) {
            if (!enter()) {
                return false;
            }
            boolean room = count < SIZE;
            if (room) {
                events[count++] = event;
            }
            leave();
            return room;
        }

        /** Empties it into {@code target}; returns how many events there were. */
        int moveTo(long[] target) {
            for (int i = 0; !enter(); i++) {
                if (i == SPINS) {
                    return 0;
                }
                Thread.onSpinWait();
            }
            int moved = count;
            System.arraycopy(events, 0, target, 0, moved);
            count = 0;
            leave();
            return moved;
        }

        private boolean enter() {
            return !busy && BUSY.compareAndSet(this, false, true);
        }

        private void leave() {
            BUSY.setRelease(this, false);
        }
    }
}
