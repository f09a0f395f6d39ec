package io.spandrel.grid.infinispan.eviction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.infinispan.TestCluster;
import org.junit.jupiter.api.Test;

/** What {@code <grid:eviction>} cannot honour is refused, and not ignored. */
class EvictionCapabilityTest {

    @Test
    void start_autoWithAnUnknownCandidate_isRefused() {
        assertThatThrownBy(() -> TestCluster.local("""
                        <local-cache name="a"><grid:eviction policy="auto" candidates="lru,arc" max-count="5"/></local-cache>
                        <local-cache name="b"><grid:eviction policy="auto" candidates="lru,x" max-count="5"/></local-cache>
                        """))
                .hasMessageContaining("Cache 'b': eviction.candidates must be some of")
                .hasMessageContaining("was lru, x");
    }
}
