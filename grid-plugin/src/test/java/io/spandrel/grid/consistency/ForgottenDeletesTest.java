package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgottenDeletesTest {

    private static final ExpectedOwners<String> THREE = ExpectedOwners.of(List.of("A", "B", "C"));
    private static final Digest OLD = Digest.value(5, Digest.NEVER);
    private static final Digest NEW = Digest.value(6, Digest.NEVER);
    private static final Digest FORGOTTEN = Digest.ABSENT.in(Version.NONE, 7);

    @Test
    void deleted_aMajorityHasNothing() {
        assertThat(ForgottenDeletes.deleted(THREE, Map.of("A", FORGOTTEN, "B", FORGOTTEN, "C", NEW)))
                .isTrue();
        assertThat(ForgottenDeletes.deleted(THREE, Map.of("A", FORGOTTEN, "B", Digest.ABSENT, "C", NEW)))
                .isTrue();
    }

    @Test
    void deleted_aMajorityHasValues_notEvenIfTheyDiffer() {
        assertThat(ForgottenDeletes.deleted(THREE, Map.of("A", FORGOTTEN, "B", NEW, "C", NEW)))
                .isFalse();
        assertThat(ForgottenDeletes.deleted(THREE, Map.of("A", FORGOTTEN, "B", OLD, "C", NEW)))
                .isFalse();
    }

    @Test
    void deleted_aTombstoneIsNewer() {
        assertThat(ForgottenDeletes.deleted(THREE, Map.of("A", Digest.tombstone(6), "B", OLD, "C", NEW)))
                .isTrue();
    }

    @Test
    void deleted_ownersToCome_doNotCount() {
        ExpectedOwners<String> moving = THREE.movingTo(List.of("A", "D", "E"));

        assertThat(ForgottenDeletes.deleted(
                        moving, Map.of("A", FORGOTTEN, "B", NEW, "C", NEW, "D", FORGOTTEN, "E", Digest.ABSENT)))
                .isFalse();
    }

    @Test
    void deleted_anOwnerWasNotHeard_isRefused() {
        assertThatThrownBy(() -> ForgottenDeletes.deleted(THREE, Map.of("A", FORGOTTEN, "C", NEW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all of [A, B, C]");
    }
}
