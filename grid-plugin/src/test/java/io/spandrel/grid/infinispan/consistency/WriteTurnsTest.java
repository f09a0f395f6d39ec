package io.spandrel.grid.infinispan.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteTurnsTest {

    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private final WriteTurns turns = new WriteTurns(handedOver::add);

    @Test
    void take_nobodyHasIt_isAtOnce() {
        assertThat(turns.take("key", "a")).isNull();
        assertThat(turns.size()).isEqualTo(1);

        turns.release("key", "a");

        assertThat(turns.size()).isZero();
        assertThat(turns.waits()).isZero();
    }

    @Test
    void take_othersHaveIt_isInTheOrderTheyCame() {
        turns.take("key", "a");
        List<String> began = new ArrayList<>();
        turns.take("key", "b").thenRun(() -> began.add("b"));
        turns.take("key", "c").thenRun(() -> began.add("c"));
        turns.take("key", "d").thenRun(() -> began.add("d"));
        assertThat(turns.take("other", "e")).isNull();

        turns.release("key", "a");
        runAll();
        assertThat(began).containsExactly("b");

        turns.release("key", "b");
        turns.take("key", "f").thenRun(() -> began.add("f"));
        turns.release("key", "x");
        runAll();
        assertThat(began).containsExactly("b", "c");

        turns.release("key", "c");
        turns.release("key", "d");
        runAll();
        turns.release("key", "f");
        assertThat(began).containsExactly("b", "c", "d", "f");
        assertThat(turns.size()).isEqualTo(1);
        assertThat(turns.waits()).isEqualTo(4);
    }

    @Test
    void release_byAnother_changesNothing() {
        turns.take("key", "a");
        CompletionStage<Void> waiting = turns.take("key", "b");

        turns.release("key", "b");
        turns.release("unknown", "a");
        runAll();

        assertThat(waiting.toCompletableFuture()).isNotDone();
        assertThat(turns.size()).isEqualTo(1);
    }

    @Test
    void fence_someHaveTurns_waitsForThemAlone() {
        turns.take("one", "a");
        turns.take("two", "b");
        turns.take("two", "c");

        CompletableFuture<Void> fence = turns.fence().toCompletableFuture();
        turns.take("one", "later");
        turns.release("one", "a");
        runAll();
        assertThat(fence).isNotDone();

        turns.release("two", "b");
        runAll();
        assertThat(fence).isNotDone();

        turns.release("two", "c");
        runAll();
        assertThat(fence).isDone();
    }

    @Test
    void turns_manyThreads_neverTwoAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            WriteTurns contended = new WriteTurns(executor);
            AtomicInteger[] inside = {new AtomicInteger(), new AtomicInteger()};
            AtomicInteger together = new AtomicInteger();
            CompletableFuture<?>[] all = IntStream.range(0, 10_000)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> {}, executor)
                            .thenCompose(go -> {
                                int key = ThreadLocalRandom.current().nextInt(2);
                                Object holder = new Object();
                                CompletionStage<Void> turn = contended.take(key, holder);
                                return (turn == null ? CompletableFuture.<Void>completedFuture(null) : turn)
                                        .thenRun(() -> {
                                            if (inside[key].incrementAndGet() != 1) {
                                                together.incrementAndGet();
                                            }
                                            inside[key].decrementAndGet();
                                            contended.release(key, holder);
                                        });
                            }))
                    .toArray(CompletableFuture[]::new);

            CompletableFuture.allOf(all).get(30, TimeUnit.SECONDS);

            assertThat(together).hasValue(0);
            assertThat(contended.size()).isZero();
        } finally {
            executor.shutdownNow();
        }
    }

    private void runAll() {
        for (Runnable next = handedOver.poll(); next != null; next = handedOver.poll()) {
            next.run();
        }
    }
}
