package io.spandrel.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.FakeClock;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.MemberReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private final FakeClock clock = new FakeClock();
    private final EmptyGrid grid = new EmptyGrid();
    private final Sampler sampler = new Sampler(
            grid,
            new MemberReports(grid, clock),
            new History(),
            new EventStreams(grid, caller -> true, Limits.DEFAULT, new Refusals(), "run"),
            clock);

    @Test
    void tick_nobodyWatches_samplesEveryFiveSeconds() {
        tickForSeconds(20);

        assertThat(grid.questions).isEqualTo(4);
    }

    @Test
    void tick_somebodyLookedLately_samplesEverySecondForAMinute() {
        sampler.look();
        tickForSeconds(60);
        assertThat(grid.questions).isEqualTo(60);

        tickForSeconds(20);
        assertThat(grid.questions).isEqualTo(64);
    }

    @Test
    void tick_theGridFails_samplesSilentMembersAndGoesOn() {
        grid.answer = CompletableFuture.failedFuture(new IllegalStateException("stopping"));
        tickForSeconds(1);

        assertThat(sampler.look())
                .singleElement()
                .satisfies(sample -> assertThat(sample.caches()).isEmpty());
    }

    private void tickForSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            sampler.tick();
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private static final class EmptyGrid implements Grid {

        private int questions;
        private CompletionStage<List<MemberReport>> answer = CompletableFuture.completedFuture(List.of());

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
