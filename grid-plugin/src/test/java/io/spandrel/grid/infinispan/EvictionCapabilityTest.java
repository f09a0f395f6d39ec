package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.configuration.ConfigException;
import org.junit.jupiter.api.Test;

/** What {@code <grid:eviction>} does not honour yet is refused, and not ignored. */
class EvictionCapabilityTest {

    @Test
    void start_attributesNotBuiltYet_areRefusedTogether() {
        assertThatThrownBy(() -> TestCluster.local("""
                        <local-cache name="a"><grid:eviction max-count="5" coordinated="true"/></local-cache>
                        <local-cache name="b"><grid:eviction max-count="6" coordinated="true"/></local-cache>
                        """))
                .hasRootCauseInstanceOf(ConfigException.class)
                .rootCause()
                .hasMessageContainingAll(
                        "2 problems",
                        "cache 'a', <grid:eviction> coordinated=\"true\": is not available in this version",
                        "cache 'b', <grid:eviction> coordinated=\"true\": is not available in this version");
    }

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
