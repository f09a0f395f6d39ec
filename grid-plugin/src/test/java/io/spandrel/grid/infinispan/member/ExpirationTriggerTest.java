package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ExpirationTriggerTest {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> duringRuns = new ArrayList<>();
    private long nanos = -5;
    private boolean refuse;
    private final ExpirationTrigger.Counts counts = new ExpirationTrigger.Counts();
    private final ExpirationTrigger trigger = new ExpirationTrigger(this::expire, this::schedule, () -> nanos, counts);

    @Test
    void request_idle_runsAtOnceInTheBackground() {
        CompletableFuture<Void> answer = request();

        assertThat(delays).containsExactly(Duration.ZERO);
        assertThat(answer).isNotDone();
        tasks.remove().run();
        assertThat(answer).isCompleted();
    }

    @Test
    void requests_beforeTheRunBegins_areOneRun() {
        CompletableFuture<Void> first = request();
        CompletableFuture<Void> second = request();

        tasks.remove().run();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(tasks).isEmpty();
        assertThat(counts.requests.sum()).isEqualTo(2);
        assertThat(counts.runs.sum()).isEqualTo(1);
    }

    @Test
    void requests_whileItRuns_areAnsweredTogetherByTheNextAfterAPause() {
        List<CompletableFuture<Void>> late = new ArrayList<>();
        duringRuns.add(() -> {
            late.add(request());
            late.add(request());
        });
        request();

        tasks.remove().run();

        assertThat(late).hasSize(2).allSatisfy(answer -> assertThat(answer).isNotDone());
        assertThat(delays).containsExactly(Duration.ZERO, ExpirationTrigger.PAUSE);
        tasks.remove().run();
        assertThat(late).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(counts.runs.sum()).isEqualTo(2);
    }

    @Test
    void requests_soonAfterARun_waitForWhatIsLeftOfThePause() {
        request();
        tasks.remove().run();
        nanos += Duration.ofMillis(50).toNanos();

        request();
        request();

        assertThat(delays).containsExactly(Duration.ZERO, ExpirationTrigger.PAUSE.minusMillis(50));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void request_longAfterARun_runsAtOnce() {
        request();
        tasks.remove().run();
        nanos += ExpirationTrigger.PAUSE.toNanos() + 1;

        request();

        assertThat(delays).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void run_fails_failsItsRequestsAndGoesOn() {
        duringRuns.add(() -> {
            throw new IllegalStateException("the store is gone");
        });
        CompletableFuture<Void> failed = request();
        tasks.remove().run();

        CompletableFuture<Void> next = request();
        tasks.remove().run();

        assertThat(failed).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("the store is gone");
        assertThat(next).isCompleted();
    }

    @Test
    void request_backgroundRefuses_failsAndTheNextTriesAgain() {
        refuse = true;
        CompletableFuture<Void> refused = request();
        refuse = false;
        request();

        assertThat(refused).isCompletedExceptionally();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void close_requestPending_failsItAndRunsNothing() {
        CompletableFuture<Void> pending = request();

        trigger.close();
        tasks.remove().run();

        assertThat(pending).isCompletedExceptionally();
        assertThat(request()).isCompletedExceptionally();
        assertThat(counts.runs.sum()).isZero();
    }

    private CompletableFuture<Void> request() {
        return trigger.request().toCompletableFuture();
    }

    private void expire() {
        if (!duringRuns.isEmpty()) {
            duringRuns.remove(0).run();
        }
    }

    private void schedule(Runnable task, Duration delay) {
        if (refuse) {
            throw new RejectedExecutionException();
        }
        delays.add(delay);
        tasks.add(task);
    }
}
