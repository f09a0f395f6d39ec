package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConsistencyCapabilityTest {

    @Test
    void install_resolverThatIsNotThere_refusesTheStart() {
        String cache = """
                <replicated-cache name="cache"><grid:consistency conflict-resolver="oldest"/></replicated-cache>
                """;
        try (TestCluster cluster = new TestCluster()) {
            assertThatThrownBy(() -> cluster.join(cache))
                    .hasStackTraceContaining(
                            "Cache 'cache': consistency.conflict-resolver must be one of largest, newest or the"
                                    + " name of a class on the class path, was oldest");
        }
    }
}
