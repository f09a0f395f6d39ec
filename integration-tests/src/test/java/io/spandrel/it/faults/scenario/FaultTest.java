package io.spandrel.it.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final int MEMBERS = 3;

    @Test
    void targets_freeze_rotateThroughAllMembers() {
        assertThat(targets(new Freeze())).containsExactly(3, 1, 2, 3, 1);
    }

    private static List<Integer> targets(Fault fault) {
        return LongStream.rangeClosed(1, 5)
                .mapToObj(seed -> fault.targets(MEMBERS, seed))
                .flatMap(List::stream)
                .toList();
    }
}
