package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Keys' hashes are equal for equal keys, here and elsewhere, and well mixed. */
class KeyHashTest {

    private final KeyHash hash = new KeyHash(0);

    @Test
    void of_equalKeys_areEqual() {
        assertThat(hash.of("one".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hash.of((Object) new byte[] {'o', 'n', 'e'}));
        assertThat(hash.of(new String("one"))).isEqualTo(hash.of("one"));
        assertThat(hash.of(Long.valueOf(1_000))).isEqualTo(hash.of(Long.valueOf("1000")));
        assertThat(hash.of(new UUID(1, 2))).isEqualTo(hash.of(new UUID(1, 2)));
        assertThat(hash.of(List.of(1, 2))).isEqualTo(hash.of(List.of(1, 2)));
    }

    /** Written down once: another version that hashes otherwise must not be mixed with this one in a grid. */
    @Test
    void of_knownKeys_areWhatTheyWere() {
        assertThat(List.of(
                        hash.of(new byte[0]),
                        hash.of("spandrel"),
                        hash.of(1L),
                        hash.of(1),
                        hash.of(new UUID(1, 2)),
                        hash.of(DayOfWeek.MONDAY)))
                .isEqualTo(List.of(
                        3244421341483603138L,
                        3256219252919661665L,
                        -7995527694508729151L,
                        -7995527694508729151L,
                        -4838594755968170389L,
                        7088371461290252902L));
    }

    @Test
    void of_otherSeed_isAnother() {
        KeyHash other = new KeyHash(1);

        assertThat(List.<Object>of("one", 1L, 1, new UUID(1, 2), new byte[] {1}))
                .noneMatch(key -> hash.of(key) == other.of(key));
    }

    @Test
    void of_countedKeys_spreadOverAllBits() {
        for (int key = 0; key < 64; key++) {
            long one = hash.of((long) key);
            int changed = 0;
            for (int bit = 0; bit < 64; bit++) {
                changed += Long.bitCount(one ^ hash.of(key ^ (1L << bit)));
            }
            assertThat(changed / 64.0).isBetween(28.0, 36.0);
        }
    }

    @Test
    void of_manyKeys_areAllDifferent() {
        Set<Long> hashes = new HashSet<>();
        for (int key = 0; key < 100_000; key++) {
            hashes.add(hash.of("key-" + key));
            hashes.add(hash.of((long) key));
            hashes.add(hash.of(new UUID(key, 0)));
            hashes.add(hash.of(new UUID(0, key)));
        }

        assertThat(hashes).hasSize(399_999);
    }
}
