package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter made anew from its keys while they change. */
class FilterRebuildTest {

    private final CuckooFilter filter = new CuckooFilter(0.002, 100, 1);

    @AfterEach
    void filter_afterEachTest_isWhole() {
        filter.checkInvariants();
    }

    @Test
    void finish_grownFilter_isOneFullTableAgain() {
        List<Long> keys = new SplittableRandom(1).longs(10_000).boxed().toList();
        keys.forEach(filter::add);
        assertThat(filter.tables()).isGreaterThan(2);

        FilterRebuild rebuild = filter.startRebuild();
        keys.forEach(rebuild::add);

        assertThat(rebuild.finish()).isTrue();
        assertThat(filter.tables()).isOne();
        assertThat(filter.load()).isGreaterThan(0.89);
        assertThat(filter.size()).isEqualTo(10_000);
        assertThat(filter.rebuilds()).isOne();
        assertThat(filter.rebuildDue()).isFalse();
        assertThat(keys).allMatch(filter::mayContain);
    }

    /** Keys come and go between any two that are met; those that went are met or not, as it happens. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void finish_keysChangedMeanwhile_holdsExactlyThoseThatAreThere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> keys = new ArrayList<>(random.longs(5_000).boxed().toList());
        keys.forEach(filter::add);
        List<Long> walk = new ArrayList<>(keys);
        List<Long> gone = new ArrayList<>();

        FilterRebuild rebuild = filter.startRebuild();
        for (int at = 0; at < walk.size(); at++) {
            long met = walk.get(at);
            if (!gone.contains(met)) {
                rebuild.add(met);
            }
            change(random, keys, walk, gone, at);
        }

        assertThat(rebuild.finish()).isTrue();
        assertThat(keys).allMatch(filter::mayContain);
        // what is held beyond the keys is what could not be told apart when it changed: a few in a thousand
        assertThat(filter.size() - keys.size()).isBetween(0L, 60L);
    }

    private void change(SplittableRandom random, List<Long> keys, List<Long> walk, List<Long> gone, int at) {
        int what = random.nextInt(8);
        if (what == 0) {
            long key = keys.remove(random.nextInt(keys.size()));
            filter.remove(key);
            gone.add(key);
        } else if (what == 1) {
            long key = random.nextLong();
            filter.add(key);
            keys.add(key);
            if (random.nextBoolean() && at < 4_900) {
                walk.add(key);
            }
        } else if (what == 2 && !gone.isEmpty()) {
            long key = gone.remove(random.nextInt(gone.size()));
            filter.add(key);
            keys.add(key);
        }
    }

    @Test
    void finish_keyRemovedBeforeItWasMet_isNotThereAndTakesNobodyElsesPlace() {
        List<Long> keys = new SplittableRandom(2).longs(5_000).boxed().toList();
        keys.forEach(filter::add);

        FilterRebuild rebuild = filter.startRebuild();
        keys.subList(0, 2_000).forEach(filter::remove);
        keys.subList(2_000, 5_000).forEach(rebuild::add);

        assertThat(rebuild.finish()).isTrue();
        assertThat(keys.subList(2_000, 5_000)).allMatch(filter::mayContain);
        assertThat(keys.subList(0, 2_000).stream().filter(filter::mayContain)).hasSizeLessThan(60);
    }

    @Test
    void finish_sameHashOfSeveralKeys_isCounted() {
        for (int i = 0; i < 20; i++) {
            filter.add(42);
        }
        FilterRebuild rebuild = filter.startRebuild();
        for (int i = 0; i < 20; i++) {
            rebuild.add(42);
        }
        filter.remove(42);

        assertThat(rebuild.finish()).isTrue();
        assertThat(filter.size()).isEqualTo(19);
    }

    @Test
    void finish_afterClear_isGivenUp() {
        filter.add(1);
        FilterRebuild rebuild = filter.startRebuild();
        rebuild.add(1);
        filter.clear();

        assertThat(rebuild.finish()).isFalse();
        assertThat(filter.size()).isZero();
    }

    @Test
    void finish_anotherBegun_isGivenUp() {
        filter.add(1);
        FilterRebuild first = filter.startRebuild();
        FilterRebuild second = filter.startRebuild();
        second.add(1);

        assertThat(first.finish()).isFalse();
        assertThat(second.finish()).isTrue();
        assertThat(filter.mayContain(1)).isTrue();
    }

    @Test
    void finish_abandoned_leavesTheFilter() {
        filter.add(1);
        FilterRebuild rebuild = filter.startRebuild();
        rebuild.abandon();

        assertThat(rebuild.finish()).isFalse();
        assertThat(filter.mayContain(1)).isTrue();
        assertThat(filter.rebuilds()).isZero();
    }

    @Test
    void changes_moreThanTheBound_giveUp() {
        FilterRebuild rebuild = filter.startRebuild();
        new SplittableRandom(3).longs(65_537).forEach(hash -> {
            filter.add(hash);
            filter.remove(hash);
        });

        assertThat(rebuild.finish()).isFalse();
    }
}
