package io.spandrel.eviction.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.eviction.CurveSnapshot;
import io.spandrel.eviction.MissRatioCurve;
import java.nio.file.Path;
import java.util.Objects;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchedContainerTest {

    @TempDir
    private Path stores;

    private static CurveSnapshot curve(Members members) {
        return Objects.requireNonNull(members.handle(0, "c").curve());
    }

    private static double lru(CurveSnapshot curve, double scale) {
        return curve.points().get(MissRatioCurve.SCALES.indexOf(scale)).lru();
    }

    private static void readThrough(Cache<Object, Object> cache, int key) {
        if (cache.get(key) == null) {
            cache.put(key, "v");
        }
    }

    @ParameterizedTest
    @EnumSource(Members.Store.class)
    void get_loopLargerThanTheBound_isPredictedToFitTwice(Members.Store store) {
        try (Members members = new Members(false, stores)) {
            members.join();
            members.start("c", Members.kind(CacheMode.LOCAL, store, false).build(), Members.watched("lru", 100));
            Cache<Object, Object> cache = members.cache(0, "c");

            for (int i = 0; i < 1500; i++) {
                readThrough(cache, i % 150);
            }

            CurveSnapshot curve = curve(members);
            assertThat(curve.requests()).isEqualTo(1500);
            assertThat(curve.measured()).isLessThan(0.01);
            assertThat(lru(curve, 1)).isLessThan(0.01);
            assertThat(lru(curve, 2)).isCloseTo(0.9, within(0.01));
        }
    }

    @Test
    void get_distributedCache_isSeenByTheOwnerThatAnswers() {
        try (Members members = new Members(true, stores)) {
            members.join();
            members.start(
                    "c",
                    Members.kind(CacheMode.DIST_SYNC, Members.Store.NONE, true).build(),
                    Members.watched("w-tinylfu", 100));
            Cache<Object, Object> cache = members.cache(0, "c");

            for (int i = 0; i < 1000; i++) {
                readThrough(cache, i % 50);
            }

            CurveSnapshot curve = curve(members);
            assertThat(curve.requests()).isEqualTo(1000);
            assertThat(curve.measured()).isCloseTo(0.95, within(1e-9));
            assertThat(lru(curve, 1)).isCloseTo(0.95, within(1e-9));
            assertThat(lru(curve, 0.25)).isZero();
        }
    }

    @Test
    void clear_thenReadAgain_isAMissAtAnySize() {
        try (Members members = new Members(false, stores)) {
            members.join();
            members.start(
                    "c",
                    Members.kind(CacheMode.LOCAL, Members.Store.NONE, false).build(),
                    Members.watched("lru", 10));
            Cache<Object, Object> cache = members.cache(0, "c");

            for (int i = 0; i < 20; i++) {
                readThrough(cache, i);
            }
            cache.clear();
            readThrough(cache, 0);

            assertThat(lru(curve(members), 4)).isZero();
        }
    }

    @Test
    void resize_whileWatched_predictsForTheNewBound() {
        try (Members members = new Members(false, stores)) {
            members.join();
            members.start(
                    "c",
                    Members.kind(CacheMode.LOCAL, Members.Store.NONE, false).build(),
                    Members.watched("lru", 10));

            members.handle(0, "c").resize(30);

            assertThat(curve(members)
                            .points()
                            .get(MissRatioCurve.SCALES.indexOf(2.0))
                            .capacity())
                    .isEqualTo(60);
        }
    }

    @Test
    void curve_notAskedFor_isNone() {
        try (Members members = new Members(false, stores)) {
            members.join();
            members.start(
                    "c",
                    Members.kind(CacheMode.LOCAL, Members.Store.NONE, false).build(),
                    Members.entries("lru", 10));

            assertThat(members.handle(0, "c").curve()).isNull();
        }
    }
}
