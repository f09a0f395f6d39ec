package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.Test;

/** Two of five members that are cut off have most of the copies of some keys; the three others have made new ones. */
class MinorityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MEMBERS = 5;
    private static final int CUT_OFF = 3;

    @Test
    void write_mostOwnersAreCutOffTogether_isRefusedThereAndDoneElsewhere() {
        try (LocalGrid grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="three" owners="3" segments="64">
                  <grid:consistency read="QUORUM" write="QUORUM"/>
                </distributed-cache>
                """)) {
            Cache<String, String> few = grid.cache(CUT_OFF, "three");
            Cache<String, String> most = grid.cache(0, "three");
            List<String> keys = IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> "key-" + i)
                    .filter(candidate -> Copies.isPrimary(few, candidate)
                            && Copies.isOwner(grid.cache(CUT_OFF + 1, "three"), candidate))
                    .limit(2)
                    .toList();
            String key = keys.get(0);
            most.put(key, "before");

            Cut cut = Cut.between(
                    grid.managers().subList(CUT_OFF, MEMBERS), grid.managers().subList(0, CUT_OFF));
            await().atMost(PATIENCE)
                    .until(() -> Copies.members(few) == MEMBERS - CUT_OFF && Copies.members(most) == CUT_OFF);

            assertThatThrownBy(() -> few.put(key, "few"))
                    .isInstanceOf(WriteNotDoneException.class)
                    .hasMessageContaining("more than half of the members");
            assertThatThrownBy(() -> few.replace(key, "before", "few")).isInstanceOf(WriteNotDoneException.class);
            assertThatThrownBy(() -> few.get(key)).isInstanceOf(ReadUnavailableException.class);
            most.put(key, "most");
            assertThat(most.replace(key, "most", "replaced")).isTrue();
            grid.grid(CUT_OFF)
                    .cache("three")
                    .<String, String>with(Consistency.ONE)
                    .put(keys.get(1), "at one");

            cut.heal();
            grid.awaitMembers(MEMBERS);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(few.get(key)).isEqualTo("replaced"));
            few.put(key, "again");
            assertThat(most.get(key)).isEqualTo("again");
        }
    }
}
