package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

class HitBufferTest {

    @Test
    void drain_afterOffers_handsOverInOrderOnce() {
        HitBuffer buffer = new HitBuffer(1);
        List<PolicyEntry> offered = IntStream.range(0, 20)
                .<PolicyEntry>mapToObj(i -> new LruPolicy.Node())
                .toList();
        offered.forEach(buffer::offer);

        List<PolicyEntry> drained = new ArrayList<>();
        buffer.drain(drained::add);
        buffer.drain(drained::add);

        assertThat(drained).isEqualTo(offered);
    }

    @Test
    void offer_full_dropsAndAsksToBeDrained() {
        HitBuffer buffer = new HitBuffer(1);
        int asked = 0;
        for (int i = 0; i < 100; i++) {
            asked += buffer.offer(new LruPolicy.Node()) ? 1 : 0;
        }

        List<PolicyEntry> drained = new ArrayList<>();
        buffer.drain(drained::add);

        assertThat(drained).hasSize(32);
        assertThat(asked).isEqualTo(100 - 31);
    }

    @Test
    void offerAndDrain_interleaved_neverInventOrRepeat() {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(100)
                .actorsBefore(0)
                .actorsAfter(0)
                .threads(3)
                .actorsPerThread(2)
                .sequentialSpecification(Lossless.class)
                .check(Interleaved.class);
    }

    /** Every offer and drain leaves each hit offered, drained or dropped, exactly once. */
    public static class Interleaved {

        private final HitBuffer buffer = new HitBuffer(1);
        private final java.util.concurrent.atomic.AtomicInteger seen = new java.util.concurrent.atomic.AtomicInteger();
        private final java.util.concurrent.atomic.AtomicInteger repeated =
                new java.util.concurrent.atomic.AtomicInteger();
        private final java.util.Set<PolicyEntry> drained = java.util.concurrent.ConcurrentHashMap.newKeySet();

        @Operation
        public boolean offer() {
            buffer.offer(new LruPolicy.Node());
            return true;
        }

        @Operation(nonParallelGroup = "policy")
        public int drain() {
            buffer.drain(entry -> {
                seen.incrementAndGet();
                if (!drained.add(entry)) {
                    repeated.incrementAndGet();
                }
            });
            return repeated.get();
        }
    }

    /** What the interleavings have to look like: offers always return, nothing is handed over twice. */
    public static class Lossless {

        public boolean offer() {
            return true;
        }

        public int drain() {
            return 0;
        }
    }
}
