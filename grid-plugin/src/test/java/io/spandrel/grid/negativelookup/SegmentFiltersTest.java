package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SegmentFiltersTest {

    private static final int SEGMENTS = 4;
    private static final long[] HASHES = new SplittableRandom(1).longs(10_000).toArray();

    private final SegmentFilters exact = filters(Upkeep.EXACT);
    private final SegmentFilters rebuilt = filters(Upkeep.REBUILT);

    @Test
    void mayContain_segmentNotHeld_isMaybe() {
        assertThat(exact.state(1)).isEqualTo(SegmentState.ABSENT);
        assertThat(exact.mayContain(1, HASHES[0])).isTrue();
    }

    @Test
    void mayContain_notAllHasArrived_isMaybe() {
        SegmentFilter filter = exact.own(1);

        assertThat(exact.state(1)).isEqualTo(SegmentState.FILLING);
        assertThat(exact.mayContain(1, HASHES[0])).isTrue();
        assertThat(filter.mayBeHere(HASHES[0]))
                .as("what is here is known all the same")
                .isFalse();
    }

    @Test
    void mayContain_complete_tellsPresentFromAbsent() {
        SegmentFilter filter = authoritative(exact, 1);

        filter.appeared(HASHES[0]);

        assertThat(exact.mayContain(1, HASHES[0])).isTrue();
        assertThat(exact.mayContain(1, HASHES[1])).isFalse();
    }

    @Test
    void disappeared_exact_takesTheKeyOut() {
        SegmentFilter filter = authoritative(exact, 1);
        filter.appeared(HASHES[0]);

        filter.disappeared(HASHES[0]);

        assertThat(exact.mayContain(1, HASHES[0])).isFalse();
        assertThat(filter.size()).isZero();
    }

    @Test
    void disappeared_twoKeysOfOneHash_keepsTheOther() {
        SegmentFilter filter = authoritative(exact, 1);
        filter.appeared(HASHES[0]);
        filter.appeared(HASHES[0]);

        filter.disappeared(HASHES[0]);

        assertThat(exact.mayContain(1, HASHES[0])).isTrue();
    }

    @Test
    void lose_thenOwn_startsEmptyAndMaybe() {
        SegmentFilter before = authoritative(exact, 1);
        before.appeared(HASHES[0]);

        exact.lose(1);
        SegmentFilter after = exact.own(1);
        before.appeared(HASHES[1]);

        assertThat(before.mayContain(HASHES[2])).as("a lost filter says maybe").isTrue();
        assertThat(after.size()).isZero();
        assertThat(exact.state(1)).isEqualTo(SegmentState.FILLING);
    }

    @Test
    void lose_filterReplacedMeanwhile_keepsTheNewOne() {
        SegmentFilter before = exact.own(1);
        SegmentFilter after = exact.own(1);

        exact.lose(1, before);

        assertThat(exact.filter(1)).isSameAs(after);
    }

    @Test
    void changes_complete_areNumberedWithinTheirEpoch() {
        Heard heard = new Heard();
        exact.listen(heard);
        SegmentFilter filter = authoritative(exact, 1);
        long epoch = exact.read(1, CuckooFilter::size).epoch();

        filter.appeared(HASHES[0]);
        filter.disappeared(HASHES[0]);
        filter.authoritative(false);
        filter.authoritative(true);
        filter.appeared(HASHES[1]);

        long next = exact.read(1, CuckooFilter::size).epoch();
        assertThat(next).isNotEqualTo(epoch);
        assertThat(heard.said)
                .containsExactly("+" + epoch + "/1", "-" + epoch + "/2", "ended " + epoch, "+" + next + "/1");
    }

    @Test
    void read_complete_carriesContentAndLastChange() {
        SegmentFilter filter = authoritative(exact, 1);
        filter.appeared(HASHES[0]);

        SegmentFilter.Reading<Boolean> reading = exact.read(1, content -> content.mayContain(HASHES[0]));

        assertThat(reading.sequence()).isEqualTo(1);
        assertThat(reading.content()).isTrue();
    }

    @Test
    void read_notComplete_isNull() {
        exact.own(1);

        assertThat(exact.read(1, CuckooFilter::size)).isNull();
        assertThat(exact.read(2, CuckooFilter::size)).isNull();
    }

    @Test
    void filling_rebuilt_answersOnlyWhenFinished() {
        SegmentFilter filter = authoritative(rebuilt, 1);
        assertThat(filter.unfilled()).isTrue();

        SegmentFilter.Filling filling = filter.startFilling();
        filling.found(HASHES[0]);
        assertThat(rebuilt.mayContain(1, HASHES[1])).isTrue();
        filling.finished();

        assertThat(rebuilt.mayContain(1, HASHES[0])).isTrue();
        assertThat(rebuilt.mayContain(1, HASHES[1])).isFalse();
    }

    @Test
    void filling_keysThatComeMeanwhile_areInTheNewFilter() {
        SegmentFilter filter = filled();

        SegmentFilter.Filling filling = filter.startFilling();
        filter.appeared(HASHES[0]);
        assertThat(rebuilt.mayContain(1, HASHES[0])).as("in the old filter").isTrue();
        filling.finished();

        assertThat(rebuilt.mayContain(1, HASHES[0])).as("in the new filter").isTrue();
    }

    @Test
    void filling_keyMovesWhileNeitherPlaceShowsIt_isInTheNewFilter() {
        SegmentFilter filter = filled();
        filter.appeared(HASHES[0]);
        filter.moving(HASHES[0]);

        filter.startFilling().finished();
        filter.moved(HASHES[0]);
        assertThat(rebuilt.mayContain(1, HASHES[0])).isTrue();

        filter.startFilling().finished();
        assertThat(rebuilt.mayContain(1, HASHES[0]))
                .as("it has moved, and the walk did not meet it")
                .isFalse();
    }

    @Test
    void filling_keyBeginsToMoveMeanwhile_isInTheNewFilter() {
        SegmentFilter filter = filled();
        filter.appeared(HASHES[0]);

        SegmentFilter.Filling filling = filter.startFilling();
        filter.moving(HASHES[0]);
        filling.finished();

        assertThat(rebuilt.mayContain(1, HASHES[0])).isTrue();
    }

    @Test
    void filling_twoRuns_theLaterOneCounts() {
        SegmentFilter filter = filled();
        SegmentFilter.Filling first = filter.startFilling();
        SegmentFilter.Filling second = filter.startFilling();

        first.found(HASHES[0]);
        first.finished();
        second.found(HASHES[1]);
        second.finished();

        assertThat(rebuilt.mayContain(1, HASHES[0])).isFalse();
        assertThat(rebuilt.mayContain(1, HASHES[1])).isTrue();
    }

    @Test
    void filling_failed_keepsTheOldFilterAndItsLeaks() {
        SegmentFilter filter = filled();
        filter.appeared(HASHES[0]);
        filter.appeared(HASHES[1]);
        filter.disappeared(HASHES[1]);

        SegmentFilter.Filling filling = filter.startFilling();
        filling.failed();

        assertThat(rebuilt.mayContain(1, HASHES[0])).isTrue();
        assertThat(filter.leaks()).isEqualTo(1);
        assertThat(filter.size()).isEqualTo(2);
    }

    @Test
    void filling_finished_dropsWhatHasLeft() {
        SegmentFilter filter = filled();
        filter.appeared(HASHES[0]);
        filter.appeared(HASHES[1]);
        filter.disappeared(HASHES[1]);
        assertThat(rebuilt.mayContain(1, HASHES[1]))
                .as("a departure is only counted")
                .isTrue();

        SegmentFilter.Filling filling = filter.startFilling();
        filling.found(HASHES[0]);
        filling.finished();

        assertThat(rebuilt.mayContain(1, HASHES[1])).isFalse();
        assertThat(filter.leaks()).isZero();
    }

    @Test
    void filling_exchangedFilter_beginsANewEpoch() {
        Heard heard = new Heard();
        SegmentFilter filter = filled();
        long epoch = rebuilt.read(1, CuckooFilter::size).epoch();
        rebuilt.listen(heard);

        filter.startFilling().finished();

        assertThat(heard.said).containsExactly("ended " + epoch);
        assertThat(rebuilt.read(1, CuckooFilter::size).epoch()).isNotEqualTo(epoch);
    }

    @Test
    void startFilling_exact_isRefused() {
        SegmentFilter filter = exact.own(1);

        assertThatThrownBy(filter::startFilling).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doubt_complete_saysMaybeUntilFilledAgain() {
        SegmentFilter filter = filled();

        filter.doubt();

        assertThat(rebuilt.mayContain(1, HASHES[0])).isTrue();
        assertThat(filter.mayBeHere(HASHES[0])).isTrue();
        assertThat(filter.unfilled()).isTrue();
        filter.startFilling().finished();
        assertThat(rebuilt.mayContain(1, HASHES[0])).isFalse();
    }

    @Test
    void doubt_whileFilled_thatFillingDoesNotCount() {
        SegmentFilter filter = filled();
        SegmentFilter.Filling filling = filter.startFilling();

        filter.doubt();
        filling.finished();

        assertThat(filter.covering()).isFalse();
        assertThat(filter.unfilled()).isTrue();
    }

    @Test
    void appeared_rebuiltWhileTheFilterGrows_neverForgetsAKey() {
        SegmentFilters coarse = new SegmentFilters(SEGMENTS, Upkeep.REBUILT, 0.1, 16, 7, 100);
        SegmentFilter filter = authoritative(coarse, 1);
        filter.startFilling().finished();

        for (long hash : HASHES) {
            filter.appeared(hash);
        }

        assertThat(LongStream.of(HASHES)).allMatch(hash -> coarse.mayContain(1, hash));
    }

    @Test
    void renew_exactFilterGrewInManySteps_isOneAgainAndKeepsWhatChanges() {
        SegmentFilter filter = authoritative(exact, 1);
        for (long hash : HASHES) {
            filter.appeared(hash);
        }
        assertThat(filter.renewalSeemsDue()).isTrue();
        long bytes = filter.memoryBytes();

        boolean renewed = filter.renew(keys -> {
            LongStream.of(HASHES).forEach(keys);
            filter.disappeared(HASHES[0]);
            filter.appeared(42);
        });

        assertThat(renewed).isTrue();
        assertThat(filter.renewalSeemsDue()).isFalse();
        assertThat(filter.size()).isEqualTo(HASHES.length);
        assertThat(LongStream.of(HASHES).skip(1)).allMatch(hash -> exact.mayContain(1, hash));
        assertThat(exact.mayContain(1, 42)).isTrue();
        assertThat(filter.memoryBytes()).isLessThan(bytes);
    }

    @Test
    void renew_keyToldButNotReadableYet_waitsForIt() {
        SegmentFilter filter = authoritative(exact, 1);
        filter.arriving();
        filter.appeared(HASHES[0]);

        assertThat(filter.renew(keys -> {})).as("the walk would overlook it").isFalse();
        assertThat(exact.mayContain(1, HASHES[0])).isTrue();

        filter.arrived();
        assertThat(filter.renew(keys -> keys.accept(HASHES[0]))).isTrue();
        assertThat(exact.mayContain(1, HASHES[0])).isTrue();
        assertThat(filter.size()).isEqualTo(1);
    }

    @Test
    void figures_severalSegments_addUp() {
        authoritative(exact, 0).appeared(HASHES[0]);
        authoritative(exact, 1).appeared(HASHES[1]);
        exact.own(2).appeared(HASHES[2]);

        SegmentFilters.Figures figures = exact.figures();

        assertThat(figures.complete()).isEqualTo(2);
        assertThat(figures.filling()).isEqualTo(1);
        assertThat(figures.keys()).isEqualTo(3);
        assertThat(figures.bytes()).isPositive();
        assertThat(figures.slotsUsed()).isEqualTo(3);
        assertThat(figures.slots()).isGreaterThanOrEqualTo(3 * 16);
        assertThat(figures.expectedFalsePositives()).isBetween(1e-9, 1e-6);
    }

    @Test
    void figures_segmentLost_keepItsKicksAndRebuilds() {
        SegmentFilter filter = authoritative(exact, 1);
        for (long hash : HASHES) {
            filter.appeared(hash);
        }
        filter.renew(keys -> Arrays.stream(HASHES).forEach(keys));
        SegmentFilters.Figures held = exact.figures();

        exact.lose(1, filter);
        exact.lose(1, filter);

        SegmentFilters.Figures lost = exact.figures();
        assertThat(held.kicks()).isPositive();
        assertThat(held.rebuilds()).isEqualTo(1);
        assertThat(lost.kicks()).isEqualTo(held.kicks());
        assertThat(lost.rebuilds()).isEqualTo(1);
        assertThat(lost.slots()).isZero();
    }

    @Test
    void figures_filledAgain_countEveryFillingAndTheKicksBefore() {
        SegmentFilter filter = filled();
        for (long hash : HASHES) {
            filter.appeared(hash);
        }
        long kicks = rebuilt.figures().kicks();

        SegmentFilter.Filling filling = filter.startFilling();
        for (long hash : HASHES) {
            filling.found(hash);
        }
        filling.finished();
        filter.startFilling().failed();

        assertThat(kicks).isPositive();
        assertThat(rebuilt.figures().kicks()).isGreaterThan(kicks);
        assertThat(rebuilt.figures().rebuilds()).isEqualTo(2);
    }

    private SegmentFilter filled() {
        SegmentFilter filter = authoritative(rebuilt, 1);
        filter.startFilling().finished();
        return filter;
    }

    private static SegmentFilter authoritative(SegmentFilters filters, int segment) {
        SegmentFilter filter = filters.own(segment);
        filters.authoritative(segment, true);
        return filter;
    }

    private static SegmentFilters filters(Upkeep upkeep) {
        return new SegmentFilters(SEGMENTS, upkeep, 1e-6, 16, 7, 100);
    }

    private static final class Heard implements PresenceListener {

        private final List<String> said = new ArrayList<>();

        @Override
        public void appeared(int segment, long epoch, long sequence, long hash) {
            said.add("+" + epoch + "/" + sequence);
        }

        @Override
        public void disappeared(int segment, long epoch, long sequence, long hash) {
            said.add("-" + epoch + "/" + sequence);
        }

        @Override
        public void ended(int segment, long epoch) {
            said.add("ended " + epoch);
        }
    }
}
