package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter's state goes round, and a damaged one is refused. */
class FilterStateTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 5_000})
    void of_stateOfAFilter_holdsTheSameAndGoesOn(int keys) {
        CuckooFilter filter = filterOf(keys);

        CuckooFilter copy = CuckooFilter.of(filter.state());

        copy.checkInvariants();
        assertThat(copy.size()).isEqualTo(filter.size());
        assertThat(copy.tables()).isEqualTo(filter.tables());
        assertThat(new SplittableRandom(2).longs(100_000))
                .allMatch(hash -> copy.mayContain(hash) == filter.mayContain(hash));
        new SplittableRandom(1).longs(keys).forEach(copy::remove);
        copy.checkInvariants();
        assertThat(copy.size()).isEqualTo(20);
        assertThat(filter.size()).isEqualTo(keys + 20);
    }

    @Test
    void state_filterChangedAfterwards_isUnchanged() {
        CuckooFilter filter = filterOf(100);
        FilterState state = filter.state();
        filter.clear();

        assertThat(CuckooFilter.of(state).size()).isEqualTo(120);
    }

    @Test
    void of_everyBitOfATableFlipped_isRefused() {
        FilterState state = filterOf(20).state();
        byte[] slots = state.tables().get(0).slots();
        for (int bit = 0; bit < slots.length * 8; bit++) {
            slots[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> CuckooFilter.of(state))
                    .isInstanceOf(BrokenFilterException.class)
                    .hasMessageContaining("checksum");
            slots[bit / 8] ^= (byte) (1 << (bit % 8));
        }

        assertThat(CuckooFilter.of(state).size()).isEqualTo(40);
    }

    @Test
    void of_otherSeedSizeOrOverflow_isRefused() {
        FilterState right = filterOf(20).state();
        List<FilterState> wrong = List.of(
                new FilterState(0.01, 64, 1, right.size(), right.tables(), right.overflow(), right.checksum()),
                new FilterState(0.002, 65, 1, right.size(), right.tables(), right.overflow(), right.checksum()),
                new FilterState(0.002, 64, 2, right.size(), right.tables(), right.overflow(), right.checksum()),
                new FilterState(0.002, 64, 1, right.size() - 1, right.tables(), right.overflow(), right.checksum()),
                new FilterState(0.002, 64, 1, right.size(), right.tables(), List.of(), right.checksum()),
                new FilterState(0.002, 64, 1, right.size(), List.of(), right.overflow(), right.checksum()));

        assertThat(CuckooFilter.of(right).size()).isEqualTo(40);
        assertThat(wrong)
                .allSatisfy(state -> assertThatThrownBy(() -> CuckooFilter.of(state))
                        .isInstanceOf(BrokenFilterException.class)
                        .hasMessageContaining("checksum"));
    }

    /** Nobody damaged these: they were made so, with the checksum that belongs to them. */
    @Test
    void of_impossibleGeometry_isRefused() {
        byte[] slots = new byte[64];
        List<FilterState> wrong = List.of(
                made(1, 0.002, List.of()),
                made(0, 2, List.of(new FilterState.Table(1, 12, new byte[16]))),
                made(0, 0.002, List.of(new FilterState.Table(1, 12, slots))),
                made(0, 0.002, List.of(new FilterState.Table(0, 12, slots))),
                made(0, 0.002, List.of(new FilterState.Table(-1, 12, slots))),
                made(0, 0.002, List.of(new FilterState.Table(Integer.MAX_VALUE, 32, slots))),
                made(0, 0.002, List.of(new FilterState.Table(1, 0, slots))),
                made(0, 0.002, List.of(new FilterState.Table(1, 33, slots))),
                made(1, 0.002, List.of(new FilterState.Table(1, 12, new byte[16]))));

        assertThat(CuckooFilter.of(made(0, 0.002, List.of(new FilterState.Table(1, 12, new byte[16]))))
                        .size())
                .isZero();
        assertThat(wrong)
                .allSatisfy(state -> assertThatThrownBy(() -> CuckooFilter.of(state))
                        .isInstanceOf(BrokenFilterException.class)
                        .hasMessageNotContaining("checksum"));
    }

    private static FilterState made(long size, double rate, List<FilterState.Table> tables) {
        FilterState unchecked = new FilterState(rate, 1, 1, size, tables, List.of(), 0);
        return new FilterState(rate, 1, 1, size, tables, List.of(), unchecked.computeChecksum());
    }

    /** A filter of so many random hashes, and of one twenty times. */
    private static CuckooFilter filterOf(int keys) {
        CuckooFilter filter = new CuckooFilter(0.002, 64, 1);
        new SplittableRandom(1).longs(keys).forEach(filter::add);
        for (int i = 0; i < 20; i++) {
            filter.add(42);
        }
        return filter;
    }
}
