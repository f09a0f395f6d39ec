package io.spandrel.grid.infinispan.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Debts;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.WriteRound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.remoting.responses.ExceptionResponse;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.junit.jupiter.api.Test;

class RoundAnswersTest {

    private static final Address SELF = Address.random("self");
    private static final Address MOVED = Address.random("moved");
    private static final Address SILENT = Address.random("silent");

    private final List<Address> suspects = new ArrayList<>();
    private final WriteRound<Address> round = new WriteRound<>(
            ExpectedOwners.of(List.of(SELF, MOVED, SILENT)),
            ConsistencyLevel.QUORUM,
            SELF,
            member -> false,
            member -> false,
            new NoDebts());
    private final RoundAnswers answers =
            new RoundAnswers(round, round.targets(), new SlowMembers(Duration.ofMillis(1), () -> 0, suspects::add));

    @Test
    void overdue_oneHasAnotherTopology_theSilentOneIsNotWaitedFor() {
        moved();
        assertThat(round.outcome()).isNotDone();

        answers.overdue();

        assertThat(round.outcome()).isCompletedWithValue(WriteRound.Outcome.UNKNOWN);
        assertThat(answers.outdated()).isTrue();
        assertThat(suspects).containsExactly(SILENT);
    }

    @Test
    void overdue_anotherTopologyIsToldLater_theSilentOneIsNotWaitedForAnyMore() {
        answers.overdue();
        assertThat(round.outcome()).isNotDone();

        moved();

        assertThat(round.outcome()).isCompletedWithValue(WriteRound.Outcome.UNKNOWN);
    }

    private void moved() {
        answers.addResponse(MOVED, new ExceptionResponse(OutdatedTopologyException.RETRY_NEXT_TOPOLOGY));
    }

    private static final class NoDebts implements Debts<Address> {

        @Override
        public void owe(Address member) {}

        @Override
        public void settle(Address member) {}
    }
}
