package io.spandrel.it.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.MemberReport;
import io.spandrel.grid.TransferReport;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Segments on their way to a member that joins, and that one owner does not hear. */
class TransferIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LAST = 2;
    private static final String CACHE = """
            <distributed-cache name="moved" owners="1" segments="64" remote-timeout="60000">
              <state-transfer timeout="120000"/>
            </distributed-cache>
            """;

    @Test
    void transfers_ownerDoesNotSend_tellWhatIsLeftUntilItDoes() {
        try (LocalGrid grid = LocalGrid.start(2, CACHE)) {
            IntStream.range(0, 1_000).forEach(i -> grid.cache(0, "moved").put("key-" + i, "value"));
            grid.grid(0).cache("moved").rebalancing(false);
            grid.add();
            Cut cut = Cut.unnoticed(List.of(grid.manager(LAST)), List.of(grid.manager(1)));
            grid.grid(0).cache("moved").rebalancing(true);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(transfers(grid, LAST)).containsOnlyKeys("moved"));
            TransferReport transfer = transfers(grid, LAST).get("moved");
            assertThat(transfer.segments()).isBetween(1, 64);
            assertThat(transfer.left()).isBetween(1, transfer.segments());
            assertThat(transfers(grid, 0)).isEmpty();

            cut.heal();
            grid.awaitMembers(3);
            assertThat(transfers(grid, LAST)).isEmpty();
        }
    }

    private static Map<String, TransferReport> transfers(LocalGrid grid, int member) {
        return grid.grid(0).memberReports(Duration.ofSeconds(10)).toCompletableFuture().join().stream()
                .filter(report -> report.member().equals("member-" + (member + 1)))
                .findFirst()
                .map(MemberReport::transfers)
                .orElseThrow();
    }
}
