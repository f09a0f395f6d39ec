package io.spandrel.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.FakeClock;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.Drain;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.GridView;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.MemberHistory;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.Redundancy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private final FakeClock clock = new FakeClock();
    private final EmptyGrid grid = new EmptyGrid();
    private final History history = new History();
    private final Sampler sampler = new Sampler(
            grid,
            new MemberReports(grid, clock),
            history,
            new EventStreams(grid, history, caller -> true, Limits.DEFAULT, new Refusals(), "run", clock),
            clock);

    @Test
    void tick_nobodyWatches_asksNobody() {
        tickForSeconds(20);

        assertThat(grid.questions).isZero();
    }

    @Test
    void tick_somebodyLookedLately_samplesEverySecondForAMinute() {
        sampler.look();
        tickForSeconds(60);
        assertThat(grid.questions).isEqualTo(60);

        tickForSeconds(20);
        assertThat(grid.questions).isEqualTo(60);
    }

    @Test
    void tick_theGridFails_samplesSilentMembersAndGoesOn() {
        grid.answer = CompletableFuture.failedFuture(new IllegalStateException("stopping"));
        grid.past = CompletableFuture.failedFuture(new IllegalStateException("stopping"));
        sampler.look();
        tickForSeconds(1);

        assertThat(sampler.look())
                .singleElement()
                .satisfies(sample -> assertThat(sample.caches()).isEmpty());
    }

    @Test
    void look_nobodyWatchedBefore_showsWhatMembersRemember() {
        assertThat(sampler.look()).extracting(Sample::at).containsExactly(ago(10), ago(5), ago(0));
    }

    @Test
    void look_afterAPause_fillsTheGapAndNothingElse() {
        sampler.look();
        tickForSeconds(70);
        List<Sample> watched = sampler.look();
        clock.advance(Duration.ofMinutes(2));

        List<Sample> filled = sampler.look();

        assertThat(filled).containsAll(watched);
        assertThat(filled).hasSize(watched.size() + 3).extracting(Sample::at).isSorted();
        assertThat(filled).extracting(Sample::at).endsWith(ago(10), ago(5), ago(0));
        assertThat(grid.pastQuestions).isEqualTo(3);
    }

    @Test
    void look_againAndAgain_asksForThePastOnceInFiveSeconds() {
        for (int i = 0; i < 40; i++) {
            sampler.look();
            sampler.tick();
            clock.advance(Duration.ofMillis(250));
        }

        assertThat(grid.pastQuestions).isEqualTo(2);
    }

    private Instant ago(int seconds) {
        return clock.instant().minusSeconds(seconds);
    }

    private void tickForSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            sampler.tick();
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private static final class EmptyGrid implements Grid {

        private int questions;
        private int pastQuestions;
        private CompletionStage<List<MemberReport>> answer = CompletableFuture.completedFuture(List.of());
        private CompletionStage<List<MemberHistory>> past = CompletableFuture.completedFuture(
                List.of(new MemberHistory("a", true, List.of(moment(10_000), moment(5_000), moment(0)))));

        private static MemberHistory.Moment moment(long ageMillis) {
            return new MemberHistory.Moment(ageMillis, 1, 2, 0.5, Map.of());
        }

        @Override
        public CompletionStage<List<GridView>> views(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<MemberHistory>> memberHistories(Duration timeout) {
            pastQuestions++;
            return past;
        }

        @Override
        public CompletionStage<Void> drain(Redundancy redundancy, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CacheAdministration administration() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Drain drainOf(String member) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<MemberDetail>> memberDetails(Duration timeout) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<List<MemberReport>> memberReports(Duration timeout) {
            questions++;
            return answer;
        }

        @Override
        public List<Member> members() {
            return List.of();
        }

        @Override
        public GridReport report() {
            throw new AssertionError("nobody watches");
        }

        @Override
        public GridCache cache(String name) {
            throw new IllegalArgumentException(name);
        }
    }
}
