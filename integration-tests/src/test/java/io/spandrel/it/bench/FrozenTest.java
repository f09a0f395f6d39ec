package io.spandrel.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A run made by hand: counted from 1 s on, disturbed from 2 s to 4 s, its clients ended at 6 s. */
class FrozenTest {

    private static final FrozenFigures.Moments MOMENTS =
            new FrozenFigures.Moments(nanos(1_000), nanos(2_000), nanos(4_000), nanos(6_000));

    @Test
    void of_callsBeforeAndDuring_areCountedByTheirEnd() {
        FrozenFigures figures = of(
                call(1, 900, 950),
                call(1, 990, 1_010),
                call(1, 1_500, 1_600),
                call(1, 1_990, 2_010),
                call(1, 3_000, 3_010));

        assertThat(figures.before()).isEqualTo(2);
        assertThat(figures.during()).isEqualTo(1);
    }

    @Test
    void of_callThatOutlastsTheDisturbance_countsWithItsWholeDuration() {
        FrozenFigures figures = of(call(1, 1_999, 4_500));

        assertThat(figures.longest()).isEqualTo(2_501);
        assertThat(figures.median()).isEqualTo(2_501);
        assertThat(figures.during()).isZero();
    }

    @Test
    void of_callsOverBeforeOrBegunAfter_doNotCount() {
        FrozenFigures figures = of(call(1, 1_000, 1_999), call(1, 2_500, 2_503), call(1, 4_001, 5_500));

        assertThat(figures.longest()).isEqualTo(3);
    }

    @Test
    void of_callsNotAnswered_areFailuresAndHaveDurations() {
        FrozenFigures figures =
                of(call(1, 2_000, 2_010), call(2, 2_000, 2_010), call(1, 2_010, 2_020), failed(2, 2_010, 3_010));

        assertThat(figures.failed()).isEqualTo(0.25);
        assertThat(figures.longest()).isEqualTo(1_000);
        assertThat(figures.during()).isEqualTo(1.5);
    }

    @Test
    void of_oneHundredCalls_givesNearestRanks() {
        List<Operation> calls = new ArrayList<>();
        for (int millis = 1; millis <= 100; millis++) {
            calls.add(call(millis, 2_000, 2_000 + millis));
        }

        FrozenFigures figures = FrozenFigures.of(calls, MOMENTS, 0);

        assertThat(figures.median()).isEqualTo(50);
        assertThat(figures.high()).isEqualTo(99);
        assertThat(figures.longest()).isEqualTo(100);
    }

    @Test
    void of_oneClientWaits_isTheStallThoughOthersAreAnswered() {
        List<Operation> calls =
                new ArrayList<>(List.of(call(1, 1_900, 2_100), failed(1, 2_100, 3_100), call(1, 3_100, 4_200)));
        for (int from = 1_000; from < 6_000; from += 100) {
            calls.add(call(2, from, from + 100));
            calls.add(call(1, Math.max(4_200, from), Math.max(4_200, from) + 100));
        }

        assertThat(FrozenFigures.of(calls, MOMENTS, 0).stall()).isEqualTo(2_100);
    }

    @Test
    void of_noCallMeanwhile_isRefused() {
        assertThatIllegalStateException().isThrownBy(() -> of(call(1, 1_000, 1_500)));
    }

    @Test
    void parse_whatWasWritten_isTheSame() {
        FrozenFigures figures = new FrozenFigures(1.0 / 3, 2, 1e-9, 4, 5, 0.25, 7, 8);

        assertThat(FrozenFigures.parse(figures.toString())).isEqualTo(figures);
    }

    @Test
    void print_threeRounds_hasMediansButTheWorstAndAllOverwritten() {
        FrozenTable table = new FrozenTable();
        table.add("a member frozen", "plain", new FrozenFigures(5_000, 10, 1, 30, 3_000, 0.5, 3_100, 0));
        table.add("a member frozen", "plain", new FrozenFigures(6_000, 30, 3, 10, 3_200, 0.1, 3_300, 2));
        table.add("a member frozen", "plain", new FrozenFigures(7_000, 20, 2, 20, 3_100, 0.2, 3_200, 1));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        table.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed)
                .extracting(ByteArrayOutputStream::toString, InstanceOfAssertFactories.STRING)
                .contains("| a member frozen | plain | 3 | 6,000 | 20 | 2.0 | 20.0 | 3,200 | 20.00 | 3,300 | 3 |");
    }

    private static FrozenFigures of(Operation... calls) {
        return FrozenFigures.of(List.of(calls), MOMENTS, 0);
    }

    private static Operation call(int client, long fromMillis, long toMillis) {
        return new Operation(
                client, "n1", Action.READ, "k", null, null, nanos(fromMillis), nanos(toMillis), true, null);
    }

    private static Operation failed(int client, long fromMillis, long toMillis) {
        return new Operation(
                client, "n1", Action.READ, "k", null, null, nanos(fromMillis), nanos(toMillis), false, null);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
