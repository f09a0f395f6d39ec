package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.consistency.HintReplay.Result;
import io.spandrel.grid.consistency.Hints.Hint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class HintReplayTest {

    private static final long RATE = 10_000;

    private long now;
    private final Hints<String, String> hints =
            new Hints<>(new HintLimits(1_000, 1_000, 1_000_000, Duration.ofHours(1)), key -> 8);
    private final Members members = new Members();
    private final HintReplay<String, String> replay = new HintReplay<>(hints, members, () -> now, RATE);

    HintReplayTest() {
        pass(Duration.ofSeconds(1));
    }

    @Test
    void run_memberAnswers_paysAllInBatches() {
        owe("A", 200);

        replay.run();

        assertThat(hints.members()).isEmpty();
        assertThat(hints.figures(now).succeeded()).isEqualTo(200);
        assertThat(members.sizes()).allMatch(size -> size <= HintReplay.HINTS_AT_ONCE);
    }

    @Test
    void run_memberNotThere_paysNothingAndCountsNoFailure() {
        owe("A", 3);
        members.absent.add("A");

        replay.run();

        assertThat(members.batches).isEmpty();
        assertThat(hints.figures(now).failed()).isZero();
        assertThat(hints.pending("A")).isEqualTo(3);
    }

    @Test
    void run_memberSilent_isProbedWithOneHintUntilItAnswers() {
        owe("A", 5);
        members.silent.add("A");

        replay.run();
        replay.run();
        replay.run();

        assertThat(members.sizes()).containsExactly(5, 1, 1);
        assertThat(hints.figures(now).failed()).isEqualTo(7);
        assertThat(hints.pending("A")).isEqualTo(5);

        members.silent.clear();
        replay.run();

        assertThat(members.sizes().subList(3, 5)).containsExactly(1, 4);
        assertThat(hints.pending("A")).isZero();
    }

    @Test
    void answered_afterSilence_paysInFullBatchesAgain() {
        owe("A", 5);
        members.silent.add("A");
        replay.run();
        assertThat(replay.silent("A")).isTrue();
        members.silent.clear();

        replay.answered("A");
        replay.run();

        assertThat(replay.silent("A")).isFalse();
        assertThat(members.sizes()).containsExactly(5, 5);
    }

    @Test
    void run_moreThanTheThrottle_spreadsOverTime() {
        members.bytesEach = 1_000;
        owe("A", 100);

        assertThat(replay.run()).isTrue();
        long paidAtOnce = hints.figures(now).succeeded();
        for (int second = 0; second < 3; second++) {
            pass(Duration.ofSeconds(1));
            replay.run();
        }

        assertThat(paidAtOnce).isBetween(10L, 64L);
        assertThat(hints.figures(now).succeeded() * members.bytesEach)
                .as("bytes in 4 s, and what one batch may take too much")
                .isBetween(3 * RATE, 4 * RATE + 64 * members.bytesEach);
    }

    @Test
    void throttle_raised_paysMore() {
        members.bytesEach = 1_000;
        owe("A", 100);
        replay.run();

        replay.throttle(1_000_000);
        pass(Duration.ofSeconds(1));
        assertThat(replay.run()).isFalse();

        assertThat(hints.pending("A")).isZero();
    }

    @Test
    void run_paymentUnderWay_beginsNoOther() {
        members.slow.add("A");
        owe("A", 3);

        replay.run();
        replay.run();

        assertThat(members.batches).hasSize(1);
    }

    @Test
    void run_receiverHoldsAnOlderVersion_keepsTheHintForLater() {
        owe("A", 2);
        members.held.put("0", 6L);

        replay.run();

        assertThat(members.batches).hasSize(1);
        assertThat(hints.batch("A", 9, 999, now)).extracting(Hint::key).containsExactly("0");
        assertThat(hints.figures(now).failed()).isEqualTo(1);
    }

    @Test
    void run_notOwnedAnyMore_forgetsWithoutAskingForRepair() {
        owe("A", 2);
        members.notOwned.add("1");

        replay.run();

        assertThat(hints.pending("A")).isZero();
        assertThat(hints.figures(now).dropped()).isEqualTo(1);
        assertThat(hints.needsRepair("A")).isZero();
    }

    @Test
    void run_paused_waitsForResume() {
        owe("A", 2);
        hints.pause("A", now);
        replay.run();
        assertThat(members.batches).isEmpty();

        hints.resume("A");
        replay.run();
        assertThat(hints.pending("A")).isZero();
    }

    @Test
    void run_memberAnswers_windowBeginsAnew() {
        pass(Duration.ofMinutes(50));
        owe("A", 1);
        pass(Duration.ofMinutes(50));
        replay.run();
        pass(Duration.ofMinutes(50));

        assertThat(hints.owe("A", "later", 8, now)).isTrue();
    }

    @Test
    void stop_paysNothingAnyMore() {
        owe("A", 2);

        replay.stop();
        replay.run();

        assertThat(members.batches).isEmpty();
    }

    private void owe(String member, int count) {
        for (int i = 0; i < count; i++) {
            hints.owe(member, "" + i, 7, now);
        }
    }

    private void pass(Duration time) {
        now += time.toMillis();
    }

    private static final class Members implements HintReplay.Payments<String, String> {

        final List<List<Hint<String>>> batches = new ArrayList<>();
        final Set<String> absent = new HashSet<>();
        final Set<String> silent = new HashSet<>();
        final Set<String> slow = new HashSet<>();
        final Set<String> notOwned = new HashSet<>();
        final Map<String, Long> held = new HashMap<>();
        long bytesEach = 10;

        @Override
        public boolean possible(String member) {
            return !absent.contains(member);
        }

        @Override
        public CompletionStage<Result<String>> pay(String member, List<Hint<String>> hints) {
            batches.add(hints);
            if (slow.contains(member)) {
                return new CompletableFuture<>();
            }
            if (silent.contains(member)) {
                return CompletableFuture.failedFuture(new IllegalStateException("silent"));
            }
            Map<String, Long> confirmed = new HashMap<>();
            hints.forEach(hint -> confirmed.put(hint.key(), held.getOrDefault(hint.key(), hint.version())));
            confirmed.keySet().removeAll(notOwned);
            return CompletableFuture.completedFuture(new Result<>(confirmed, notOwned, bytesEach * hints.size()));
        }

        List<Integer> sizes() {
            return batches.stream().map(List::size).toList();
        }
    }
}
