package io.spandrel.grid.consistency.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.consistency.simulation.Operation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

    @Test
    void holds_readsSeeTheLastWrite() {
        assertThat(Linearizability.holds(List.of(write(1, 0, 1), read(1, 2, 3), write(0, 4, 5), read(0, 6, 7))))
                .isTrue();
    }

    @Test
    void holds_readOfAnOverwrittenValue_not() {
        assertThat(Linearizability.holds(List.of(write(1, 0, 1), write(2, 2, 3), read(1, 4, 5))))
                .isFalse();
    }

    @Test
    void holds_concurrentWrites_inEitherOrder() {
        assertThat(Linearizability.holds(List.of(write(1, 0, 9), write(2, 0, 9), read(2, 10, 11))))
                .isTrue();
        assertThat(Linearizability.holds(List.of(write(1, 0, 9), write(2, 0, 9), read(2, 10, 11), read(1, 12, 13))))
                .isFalse();
    }

    @Test
    void holds_twoConditionsOnTheSameValue_not() {
        assertThat(Linearizability.holds(
                        List.of(write(1, 0, 1), replace(1, 2, true, 1, 2, 5), replace(1, 3, true, 1, 2, 5))))
                .isFalse();
    }

    @Test
    void holds_conditionNotMet_isARead() {
        assertThat(Linearizability.holds(List.of(write(1, 0, 1), replace(7, 2, false, 1, 2, 3))))
                .isTrue();
        assertThat(Linearizability.holds(List.of(write(1, 0, 1), replace(7, 2, false, 5, 2, 3))))
                .isFalse();
    }

    @Test
    void holds_unknownOutcome_atAnyTimeOrNever() {
        Operation unknown = new Operation(Kind.WRITE, 0, null, 5, 2);

        assertThat(Linearizability.holds(List.of(write(1, 0, 1), unknown, read(1, 4, 5), read(5, 6, 7))))
                .isTrue();
        assertThat(Linearizability.holds(List.of(write(1, 0, 1), unknown, read(1, 4, 5))))
                .isTrue();
        assertThat(Linearizability.holds(List.of(write(1, 0, 1), unknown, read(5, 4, 5), read(1, 6, 7))))
                .isFalse();
    }

    @Test
    void holds_refused_neverShows() {
        Operation refused = new Operation(Kind.WRITE, 0, null, 5, 2);
        refused.refused = true;

        assertThat(Linearizability.holds(List.of(refused, read(5, 4, 5)))).isFalse();
    }

    private static Operation write(long value, long invoked, long returned) {
        return done(new Operation(Kind.WRITE, 0, null, value, invoked), returned, 0);
    }

    private static Operation read(long found, long invoked, long returned) {
        return done(new Operation(Kind.READ, 0, null, 0, invoked), returned, found);
    }

    private static Operation replace(
            long expected, long value, boolean matched, long found, long invoked, long returned) {
        Operation operation = done(new Operation(Kind.CONDITIONAL, 0, expected, value, invoked), returned, found);
        operation.matched = matched;
        return operation;
    }

    private static Operation done(Operation operation, long returned, long found) {
        operation.done = true;
        operation.matched = true;
        operation.returned = returned;
        operation.found = found;
        return operation;
    }
}
