package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.consistency.Tombstones.Delete;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

class TombstonesTest {

    static {
        /* JOL measures records only when told so. */
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private static final int SEGMENT = 1;
    private static final long GRACE = 1_000;

    private final Tombstones<String> tombstones =
            new Tombstones<>(2, 10 * (Tombstones.OVERHEAD + 1), Duration.ofMillis(GRACE), String::length);

    @Test
    void add_olderDelete_keepsTheNewer() {
        tombstones.add(SEGMENT, "k", 7);
        tombstones.add(SEGMENT, "k", 5);

        assertThat(tombstones.version(SEGMENT, "k")).isEqualTo(7);
        assertThat(tombstones.live()).isEqualTo(1);
    }

    @Test
    void oldest_severalSegments_isTheLowestVersionThatIsLeft() {
        assertThat(tombstones.oldest()).isEqualTo(Version.NONE);
        tombstones.add(0, "a", 9);
        tombstones.add(SEGMENT, "b", 7);
        tombstones.add(SEGMENT, "c", 8);

        assertThat(tombstones.oldest()).isEqualTo(7);
        tombstones.replaced(SEGMENT, "b", 10);
        assertThat(tombstones.oldest()).isEqualTo(8);
    }

    @Test
    void purge_notConfirmedByAll_neverHoweverOld() {
        tombstones.add(SEGMENT, "k", 7);

        assertThat(tombstones.purgeable(SEGMENT, 10, Long.MAX_VALUE / 2)).isEmpty();
        assertThat(tombstones.blocked()).isEqualTo(1);
        assertThat(tombstones.unconfirmed(SEGMENT, 10)).containsExactly(new Delete<>("k", 7));
    }

    @Test
    void purge_graceAfterTheConfirmation_removesIt() {
        Delete<String> delete = new Delete<>("k", 7);
        tombstones.add(SEGMENT, "k", 7);
        tombstones.confirmed(SEGMENT, delete, 500);

        assertThat(tombstones.blocked()).isZero();
        assertThat(tombstones.purgeable(SEGMENT, 10, 500 + GRACE - 1)).isEmpty();
        assertThat(tombstones.purgeable(SEGMENT, 10, 500 + GRACE)).containsExactly(delete);

        tombstones.purge(SEGMENT, delete);

        assertThat(tombstones.version(SEGMENT, "k")).isEqualTo(Version.NONE);
        assertThat(tombstones.bytes()).isZero();
        assertThat(tombstones.purged()).isEqualTo(1);
    }

    @Test
    void confirmed_anOlderDeleteOfTheKey_doesNotCount() {
        tombstones.add(SEGMENT, "k", 5);
        tombstones.confirmed(SEGMENT, new Delete<>("k", 5), 0);
        tombstones.add(SEGMENT, "k", 7);
        tombstones.confirmed(SEGMENT, new Delete<>("k", 5), 0);

        assertThat(tombstones.purgeable(SEGMENT, 10, GRACE)).isEmpty();

        tombstones.purge(SEGMENT, new Delete<>("k", 5));

        assertThat(tombstones.version(SEGMENT, "k")).isEqualTo(7);
    }

    @Test
    void confirmed_again_doesNotStartGraceAnew() {
        Delete<String> delete = new Delete<>("k", 7);
        tombstones.add(SEGMENT, "k", 7);
        tombstones.confirmed(SEGMENT, delete, 0);
        tombstones.confirmed(SEGMENT, delete, 900);

        assertThat(tombstones.purgeable(SEGMENT, 10, GRACE)).containsExactly(delete);
    }

    @Test
    void ownersChanged_confirmationsOfTheFormerOnes_noLongerCount() {
        tombstones.add(SEGMENT, "k", 7);
        tombstones.confirmed(SEGMENT, new Delete<>("k", 7), 0);

        tombstones.ownersChanged(SEGMENT);

        assertThat(tombstones.purgeable(SEGMENT, 10, 10 * GRACE)).isEmpty();
        assertThat(tombstones.blocked()).isEqualTo(1);
    }

    @Test
    void add_noRoom_purgesNothingAndMarksTheSegment() {
        for (int i = 0; i < 10; i++) {
            assertThat(tombstones.add(SEGMENT, "" + i, 10 + i)).isTrue();
        }

        assertThat(tombstones.add(SEGMENT, "x", 30)).isFalse();

        assertThat(tombstones.live()).isEqualTo(10);
        assertThat(tombstones.forgotten()).isEqualTo(1);
        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(30);
        assertThat(tombstones.needsFullCompare(SEGMENT)).isTrue();
        assertThat(tombstones.forgottenUpTo(0)).isEqualTo(Version.NONE);
    }

    @Test
    void add_noRoomButKnown_isRemembered() {
        fill();

        assertThat(tombstones.add(SEGMENT, "3", 40)).isTrue();
        assertThat(tombstones.version(SEGMENT, "3")).isEqualTo(40);
    }

    @Test
    void forgottenElsewhere_newer_marksTheSegment() {
        tombstones.forgottenElsewhere(SEGMENT, 30);
        tombstones.compared(SEGMENT, 30, 0);
        tombstones.forgottenElsewhere(SEGMENT, 20);
        assertThat(tombstones.needsFullCompare(SEGMENT)).isFalse();

        tombstones.forgottenElsewhere(SEGMENT, 31);
        assertThat(tombstones.needsFullCompare(SEGMENT)).isTrue();
        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(31);
        assertThat(tombstones.forgotten()).isZero();
    }

    /* Unless it had forgotten a delete itself, which the owner that brings the value may lack. */
    @Test
    void mayBring_forgottenByOthersOrSince_isAllowed() {
        tombstones.joined(SEGMENT);
        tombstones.forgottenElsewhere(SEGMENT, 30);
        assertThat(tombstones.mayBring(SEGMENT, 20)).isTrue();

        tombstones.joined(SEGMENT);
        assertThat(tombstones.mayBring(SEGMENT, 30)).isFalse();
        assertThat(tombstones.mayBring(SEGMENT, 31)).isTrue();
    }

    @Test
    void compared_graceAfter_letsGoOfWhatWasForgotten() {
        fill();
        tombstones.add(SEGMENT, "x", 30);

        assertThat(tombstones.comparing(SEGMENT)).isEqualTo(30);
        tombstones.compared(SEGMENT, 30, 100);
        tombstones.sweep(100 + GRACE - 1);

        assertThat(tombstones.needsFullCompare(SEGMENT)).isFalse();
        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(30);

        tombstones.sweep(100 + GRACE);

        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(Version.NONE);
    }

    @Test
    void compared_moreForgottenMeanwhile_needsAnother() {
        fill();
        tombstones.add(SEGMENT, "x", 30);
        tombstones.comparing(SEGMENT);
        tombstones.add(SEGMENT, "y", 31);

        tombstones.compared(SEGMENT, 30, 100);
        tombstones.sweep(100 + GRACE);

        assertThat(tombstones.needsFullCompare(SEGMENT)).isTrue();
        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(31);
    }

    /* A delete that came late, and is older than another one that was forgotten before. */
    @Test
    void compared_anOlderOneForgottenMeanwhile_needsAnother() {
        fill();
        tombstones.add(SEGMENT, "x", 30);
        tombstones.comparing(SEGMENT);
        tombstones.add(SEGMENT, "y", 29);

        tombstones.compared(SEGMENT, 30, 100);

        assertThat(tombstones.needsFullCompare(SEGMENT)).isTrue();
    }

    @Test
    void cleared_later_coversWhatWasForgotten() {
        fill();
        tombstones.add(SEGMENT, "x", 30);

        tombstones.cleared(SEGMENT, 29);
        assertThat(tombstones.needsFullCompare(SEGMENT)).isTrue();

        tombstones.cleared(SEGMENT, 30);
        assertThat(tombstones.needsFullCompare(SEGMENT)).isFalse();
        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(Version.NONE);
    }

    @Test
    void replaced_byANewerWrite_removesAndFreesRoom() {
        fill();

        tombstones.replaced(SEGMENT, "3", 5);
        assertThat(tombstones.version(SEGMENT, "3")).isEqualTo(13);

        tombstones.replaced(SEGMENT, "3", 14);
        assertThat(tombstones.version(SEGMENT, "3")).isEqualTo(Version.NONE);
        assertThat(tombstones.add(SEGMENT, "x", 30)).isTrue();
    }

    @Test
    void cleared_upToAVersion_keepsNewer() {
        fill();

        tombstones.cleared(SEGMENT, 14);

        assertThat(tombstones.all(SEGMENT).stream().map(Delete::version).toList())
                .containsExactlyInAnyOrder(15L, 16L, 17L, 18L, 19L);
        assertThat(tombstones.bytes()).isEqualTo(5 * (Tombstones.OVERHEAD + 1));
    }

    @Test
    void dropped_segmentGivenAway_nothingIsLeft() {
        fill();
        tombstones.add(SEGMENT, "x", 30);

        tombstones.dropped(SEGMENT);

        assertThat(tombstones.all(SEGMENT)).isEmpty();
        assertThat(tombstones.bytes()).isZero();
        assertThat(tombstones.forgottenUpTo(SEGMENT)).isEqualTo(Version.NONE);
    }

    @Test
    void confirmation_oneOwnerLacksOrDoesNotAnswer_nothingIsConfirmed() {
        ExpectedOwners<String> owners = ExpectedOwners.of(List.of("A", "B")).movingTo(List.of("B", "C"));
        Delete<String> one = new Delete<>("1", 1);
        Delete<String> two = new Delete<>("2", 2);
        Confirmation<String, String> confirmation = new Confirmation<>(owners, List.of(one, two));

        confirmation.answered("A", Set.of(one, two));
        confirmation.answered("B", Set.of(one));
        confirmation.answered("B", Set.of(one, two));
        assertThat(confirmation.confirmed()).isEmpty();

        confirmation.answered("C", Set.of(one, two));
        assertThat(confirmation.confirmed()).containsExactly(one);
    }

    @Test
    void overhead_weighed_isNoMoreThanCounted() {
        int count = 6_200;
        Tombstones<Integer> weighed = new Tombstones<>(16, Long.MAX_VALUE, Duration.ZERO, key -> 16);
        Integer[] keys = new Integer[count];
        for (int i = 0; i < count; i++) {
            keys[i] = 1_000 + i;
            weighed.add(i % 16, keys[i], i);
        }

        long each = (GraphLayout.parseInstance(weighed).totalSize()
                        - GraphLayout.parseInstance((Object[]) keys).totalSize())
                / count;

        assertThat(each).isBetween(40L, Tombstones.OVERHEAD);
        assertThat(Tombstones.OVERHEAD).isLessThanOrEqualTo(100);
    }

    private void fill() {
        for (int i = 0; i < 10; i++) {
            tombstones.add(SEGMENT, "" + i, 10 + i);
        }
    }
}
