package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.GridEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that may come back first, with a store of its own, says that it then answers alone. */
class StartsAloneTest {

    private static final String WARNING = "without <global-state>";

    @TempDir
    private Path directory;

    @Test
    void start_storeIsKeptAndMajoritiesAreAsked_isWarnedOf() {
        assertThat(events("", "read=\"QUORUM\" write=\"QUORUM\"", false)).anyMatch(text -> text.contains(WARNING));
    }

    @Test
    void start_globalStateOrNoMajorityOrStoreEmptied_isNotWarnedOf() {
        String state = "<global-state><persistent-location path=\"%s\"/></global-state>".formatted(directory);
        assertThat(events(state, "read=\"QUORUM\" write=\"QUORUM\"", false)).noneMatch(text -> text.contains(WARNING));
        assertThat(events("", "read=\"ONE\" write=\"ONE\"", false)).noneMatch(text -> text.contains(WARNING));
        assertThat(events("", "read=\"QUORUM\" write=\"QUORUM\"", true)).noneMatch(text -> text.contains(WARNING));
    }

    private List<String> events(String state, String levels, boolean purge) {
        try (TestCluster cluster = TestCluster.of(1, """
                %s
                <replicated-cache name="cache" segments="4">
                  <persistence><file-store purge="%s" path="%s/store"/></persistence>
                  <grid:consistency %s/>
                </replicated-cache>
                """.formatted(state, purge, directory, levels))) {
            return cluster.grid(0).report().history().stream()
                    .map(GridEvent::text)
                    .toList();
        }
    }
}
