package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleBufferTest {

    private final SampleBuffer buffer = new SampleBuffer(1);
    private final List<Long> drained = new ArrayList<>();

    @Test
    void drain_afterOffers_handsOverInOrderOnce() {
        LongStream.range(0, 20).forEach(event -> assertThat(buffer.offer(event)).isTrue());

        assertThat(buffer.drain(drained::add)).isEqualTo(20);
        assertThat(buffer.drain(drained::add)).isZero();

        assertThat(drained)
                .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
    }

    @Test
    void offer_full_isRefusedUntilDrained() {
        int stored = 0;
        while (buffer.offer(stored)) {
            stored++;
        }
        assertThat(stored).isEqualTo(64);

        assertThat(buffer.drain(drained::add)).isEqualTo(64);

        assertThat(buffer.offer(0)).isTrue();
    }

    @Test
    void offerAndDrain_manyThreads_neitherLoseNorInvent() throws InterruptedException {
        AtomicLong stored = new AtomicLong();
        AtomicLong sum = new AtomicLong();
        AtomicInteger running = new AtomicInteger(6);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 6; t++) { // more than stripes
            threads.add(new Thread(() -> {
                for (int event = 1; event <= 200_000; event++) {
                    if (buffer.offer(event)) {
                        stored.addAndGet(event);
                    }
                }
                running.decrementAndGet();
            }));
        }
        threads.forEach(Thread::start);
        while (running.get() > 0) {
            buffer.drain(sum::addAndGet);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        buffer.drain(sum::addAndGet);

        assertThat(sum.get()).isEqualTo(stored.get()).isPositive();
    }
}
