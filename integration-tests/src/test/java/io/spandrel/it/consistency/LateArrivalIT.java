package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.WriteUnknownException;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A write is on its way to its primary for longer than its caller waits for it. A newer one gets there by another way; then it
 * arrives.
 */
class LateArrivalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource(
            value = WriteKind.class,
            names = {"PUT", "COMPUTE", "REMOVE"})
    void write_overtakenOnItsWayToThePrimary_isNotCarriedOut(WriteKind kind) {
        try (LocalGrid grid = LocalGrid.start(3, """
                <distributed-cache name="three" owners="3">
                  <grid:consistency timeout="700ms" primary-takeover="false"/>
                </distributed-cache>
                """)) {
            Cache<String, String> caller = grid.cache(1, "three");
            Cache<String, String> primary = grid.cache(2, "three");
            Cache<String, String> other = grid.cache(0, "three");
            String key = IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> "key-" + i)
                    .filter(one -> Copies.isPrimary(primary, one))
                    .findFirst()
                    .orElseThrow();
            other.put(key, "before");

            Cut cut = Cut.unnoticed(List.of(grid.manager(1)), List.of(grid.manager(2)));
            assertThatThrownBy(() -> kind.write(caller, key)).isInstanceOf(WriteUnknownException.class);
            other.put(key, "newer");
            cut.heal();

            await().atMost(PATIENCE)
                    .until(() -> Rounds.of(primary).writes().late() == 1
                            || !"newer".equals(Copies.at(primary, key).value()));
            assertThat(other.get(key)).isEqualTo("newer");
            assertThat(Copies.at(primary, key).value()).isEqualTo("newer");
        }
    }
}
