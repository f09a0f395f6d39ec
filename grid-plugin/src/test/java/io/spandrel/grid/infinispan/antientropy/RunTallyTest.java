package io.spandrel.grid.infinispan.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.AntiEntropyReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunTallyTest {

    private static final Instant START = Instant.ofEpochSecond(100);

    private Instant now = START;

    private final RunTally tally = new RunTally(() -> now);

    @Test
    void complete_onlyRunsThatHeardAllOwners_count() {
        run(null, false);
        assertThat(report().complete()).isEqualTo(START);

        now = START.plusSeconds(10);
        run(null, true);
        run("the cache stops", false);
        assertThat(report().complete()).isEqualTo(START);

        run(null, false);
        assertThat(report().complete()).isEqualTo(now);
    }

    @Test
    void remaining_halfOfTheSegments_isAsLongAgain() {
        tally.begins("interval", 10);
        now = START.plusSeconds(4);
        tally.done(5);

        assertThat(report().remainingMillis()).isEqualTo(4_000);
    }

    private void run(@Nullable String failure, boolean oneIsSilent) {
        tally.begins("request", 1);
        if (oneIsSilent) {
            tally.notHeard("b", "has left");
        }
        tally.ends(failure);
    }

    private AntiEntropyReport report() {
        return tally.report(false, true, new RunTally.Schedule(null, Duration.ZERO, 1), 0);
    }
}
