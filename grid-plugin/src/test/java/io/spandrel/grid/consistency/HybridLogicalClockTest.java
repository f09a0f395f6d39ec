package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HybridLogicalClockTest {

    private static final long NOW = 1_763_722_800_000L;
    private static final Duration DRIFT = Duration.ofMillis(500);

    private final AtomicLong wall = new AtomicLong(NOW);
    private final HybridLogicalClock clock = clock(1, Version.NONE);

    private HybridLogicalClock clock(int member, long floor) {
        return new HybridLogicalClock(member, () -> Instant.ofEpochMilli(wall.get()), DRIFT, floor);
    }

    @Test
    void next_wallClockMoves_followsIt() {
        assertThat(clock.next(Version.NONE)).isEqualTo(Version.of(NOW, 0, 1));
        assertThat(clock.next(Version.NONE)).isEqualTo(Version.of(NOW, 1, 1));

        wall.addAndGet(3);

        assertThat(clock.next(Version.NONE)).isEqualTo(Version.of(NOW + 3, 0, 1));
    }

    /* Each version lies below what was kept before it was given; who starts there again is not refused by others. */
    @Test
    void next_ceiling_isAlwaysAboveAndNotFarAhead() {
        AtomicLong kept = new AtomicLong();
        AtomicLong raised = new AtomicLong();
        HybridLogicalClock kind =
                new HybridLogicalClock(1, () -> Instant.ofEpochMilli(wall.get()), DRIFT, Version.NONE, version -> {
                    assertThat(version).isGreaterThan(kept.getAndSet(version));
                    raised.incrementAndGet();
                });
        for (int i = 0; i < 2_000; i++) {
            wall.incrementAndGet();
            assertThat(kind.next(Version.NONE)).isLessThanOrEqualTo(kept.get());
        }
        assertThat(raised.get()).isBetween(7L, 9L);

        HybridLogicalClock restarted = clock(1, kept.get());
        long version = restarted.next(Version.NONE);
        assertThat(version).isGreaterThan(kept.get());
        assertThat(clock(2, Version.NONE).seen(version)).isTrue();
    }

    @Test
    void next_wallClockGoesBack_goesOn() {
        long before = clock.next(Version.NONE);

        wall.addAndGet(-Duration.ofHours(1).toMillis());

        assertThat(clock.next(Version.NONE)).isGreaterThan(before).isEqualTo(Version.of(NOW, 1, 1));
        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void next_replacedIsAhead_isNewerWhateverItsMember() {
        long replaced = Version.of(NOW + 10_000_000, 5, Version.MEMBER_MAX);

        long next = clock.next(replaced);

        assertThat(next).isGreaterThan(replaced).isEqualTo(Version.of(NOW + 10_000_000, 6, 1));
    }

    @Test
    void next_counterFull_movesTimeForward() {
        long replaced = Version.of(NOW, 1023, 9);

        assertThat(clock.next(replaced)).isEqualTo(Version.of(NOW + 1, 0, 1));
        assertThat(clock.ahead()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void next_noneLeft_throwsAndKeepsTheClock() {
        long last = Version.of(Version.MILLIS_MAX, 1023, 0);

        assertThatThrownBy(() -> clock.next(last))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no versions are left");

        assertThat(clock.next(Version.NONE)).isEqualTo(Version.of(NOW, 0, 1));
    }

    @Test
    void next_wallClockBefore1970_isNewerThanNone() {
        wall.set(-1);

        assertThat(clock(0, Version.NONE).next(Version.NONE)).isGreaterThan(Version.NONE);
    }

    @Test
    void seen_withinTheLimit_makesWhatFollowsNewer() {
        long remote = Version.of(NOW + DRIFT.toMillis(), 3, 7);

        assertThat(clock.seen(remote)).isTrue();

        assertThat(clock.next(Version.NONE)).isGreaterThan(remote);
        assertThat(clock.refused()).isZero();
    }

    @Test
    void seen_beyondTheLimit_isRefusedCountedAndWithoutEffect() {
        long remote = Version.of(NOW + DRIFT.toMillis() + 1, 0, 7);

        assertThat(clock.seen(remote)).isFalse();

        assertThat(clock.refused()).isEqualTo(1);
        assertThat(clock.next(Version.NONE)).isEqualTo(Version.of(NOW, 0, 1));
    }

    @Test
    void seen_older_doesNotTurnTheClockBack() {
        long before = clock.next(Version.NONE);

        assertThat(clock.seen(Version.of(NOW - 1000, 0, 7))).isTrue();

        assertThat(clock.next(Version.NONE)).isGreaterThan(before);
    }

    @Test
    void start_withFloor_givesNothingOlder() {
        long floor = Version.of(NOW + 60_000, 17, 3);

        assertThat(clock(1, floor).next(Version.NONE)).isGreaterThan(floor);
    }

    @Test
    void start_withBadParameters_isRefused() {
        assertThatThrownBy(() -> clock(-1, Version.NONE)).hasMessageContaining("member must be 0 to 2047, was -1");
        assertThatThrownBy(() -> clock(1, -1)).hasMessageContaining("a version must not be negative, was -1");
        assertThatThrownBy(() -> new HybridLogicalClock(1, Instant::now, Duration.ofMillis(-1), Version.NONE))
                .hasMessageContaining("driftMax must be 0 or longer, was PT-0.001S");
    }

    /** Several threads write and hear while the wall clock jumps: no version twice, each newer than what its thread knew. */
    @RepeatedTest(20)
    void versions_threadsAtOnce_areUniqueAndRespectCausality() throws Exception {
        int threads = 4;
        int each = 2_000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<long[]>> writers = IntStream.range(0, threads)
                    .<Callable<long[]>>mapToObj(writer -> () -> write(each, RandomGenerator.of("L64X128MixRandom")))
                    .toList();

            long[] all = executor.invokeAll(writers).stream()
                    .flatMapToLong(HybridLogicalClockTest::result)
                    .toArray();

            assertThat(Arrays.stream(all).distinct().count()).isEqualTo((long) threads * each);
        } finally {
            executor.shutdownNow();
        }
    }

    private long[] write(int count, RandomGenerator random) {
        long[] given = new long[count];
        long known = Version.NONE;
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(8)) {
                case 0 -> wall.set(NOW + random.nextLong(-50, 50));
                case 1 -> {
                    long remote = Version.of(NOW + random.nextLong(100), random.nextInt(1024), 2);
                    known = clock.seen(remote) ? Math.max(known, remote) : known;
                }
                default -> {}
            }
            long replaced = random.nextBoolean() ? known : Version.NONE;
            given[i] = clock.next(replaced);
            assertThat(given[i]).isGreaterThan(known);
            known = given[i];
        }
        return given;
    }

    private static LongStream result(Future<long[]> writer) {
        try {
            return Arrays.stream(writer.get());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
