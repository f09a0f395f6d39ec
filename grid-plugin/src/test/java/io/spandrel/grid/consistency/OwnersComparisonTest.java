package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnersComparisonTest {

    private static final Digest OLD = Digest.value(5, Digest.NEVER);
    private static final Digest NEW = Digest.value(6, Digest.NEVER);

    private final OwnersComparison<String> comparison = new OwnersComparison<>();

    @Test
    void differing_allHoldTheSame_none() {
        comparison.add(Map.of("key", NEW, "deleted", Digest.tombstone(5)));
        comparison.add(Map.of("key", NEW, "deleted", Digest.tombstone(5)));

        assertThat(comparison.differing()).isEmpty();
    }

    @Test
    void differing_nobodyHasAnything_none() {
        comparison.add(Map.of());
        comparison.add(Map.of());

        assertThat(comparison.differing()).isEmpty();
    }

    @Test
    void differing_oneIsBehindOrHasNothing() {
        comparison.add(Map.of("behind", OLD, "missing", NEW, "same", NEW));
        comparison.add(Map.of("behind", NEW, "same", NEW, "only the last", NEW));

        assertThat(comparison.differing()).containsExactlyInAnyOrder("behind", "missing", "only the last");
    }

    @Test
    void differing_valueAndDeleteOfOneVersion() {
        comparison.add(Map.of("key", NEW));
        comparison.add(Map.of("key", Digest.tombstone(NEW.version())));

        assertThat(comparison.differing()).containsExactly("key");
    }

    @Test
    void differing_twoOfThreeAgree() {
        comparison.add(Map.of("key", NEW));
        comparison.add(Map.of("key", NEW));
        comparison.add(Map.of("key", OLD));

        assertThat(comparison.differing()).containsExactly("key");
    }
}
