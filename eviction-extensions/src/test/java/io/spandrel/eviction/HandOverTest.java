package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Maps that move between evictors, as segments do whose primary changes. */
class HandOverTest {

    private final List<Object> reads = new ArrayList<>();

    private static <V> EvictionEvents<Integer, V> silent() {
        return new EvictionEvents<>() {

            @Override
            public Runnable evicting(Integer key, V value) {
                return () -> {};
            }

            @Override
            public void policyFailed(String policy, Throwable cause) {
                throw new AssertionError(policy, cause);
            }
        };
    }

    private static Evictor<Integer, String> leading(String policy, long capacity) {
        return new Evictor<>(
                Bound.ofEntries(EvictionPolicies.find(policy, HandOverTest.class.getClassLoader()), capacity),
                silent());
    }

    private Evictor<Integer, String> following(long capacity) {
        return new Evictor<>(Bound.ofEntries(FollowedPolicy.telling(reads::add), capacity), silent());
    }

    @Test
    void handOver_fromFollowedToLed_keepsTheOrderOfUse() {
        Evictor<Integer, String> followed = following(100);
        BoundedMap<Integer, String> one = new BoundedMap<>(followed);
        BoundedMap<Integer, String> two = new BoundedMap<>(followed);
        for (int key = 0; key < 10; key++) {
            (key % 2 == 0 ? one : two).put(key, "v");
        }
        one.get(0);
        followed.flush();
        Evictor<Integer, String> led = leading("lru", 4);

        followed.handOver(List.of(one, two), led, FollowedPolicy.BY_LAST_USE);

        assertThat(one.keySet()).containsExactlyInAnyOrder(0, 8);
        assertThat(two.keySet()).containsExactlyInAnyOrder(7, 9);
        assertThat(followed.entries()).isZero();
        assertThat(reads).containsExactly(0);
        led.checkInvariants();
        followed.checkInvariants();
    }

    @Test
    void evict_keyByName_leavesAndIsCounted() {
        Evictor<Integer, String> followed = following(100);
        BoundedMap<Integer, String> map = new BoundedMap<>(followed);
        map.put(1, "v");

        assertThat(map.evict(1, silent())).isTrue();
        assertThat(map.evict(1, silent())).isFalse();

        assertThat(map).isEmpty();
        assertThat(followed.evictions()).isEqualTo(1);
        followed.checkInvariants();
    }

    @Test
    void handOver_closedMap_isLeftAlone() {
        Evictor<Integer, String> followed = following(100);
        BoundedMap<Integer, String> map = new BoundedMap<>(followed);
        map.put(1, "v");
        map.close();
        Evictor<Integer, String> led = leading("lru", 4);

        followed.handOver(List.of(map), led, FollowedPolicy.BY_LAST_USE);

        assertThat(led.entries()).isZero();
    }

    @Test
    void handOver_backAndForthUnderLoad_accountsAgreeAndNothingIsLost() throws Exception {
        for (String policy : List.of("s3-fifo", "w-tinylfu", "gdsf", "lirs")) {
            Evictor<Integer, String> led = leading(policy, 10_000);
            Evictor<Integer, String> followed = following(10_000);
            List<BoundedMap<Integer, String>> maps = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                maps.add(new BoundedMap<>(led));
            }
            AtomicBoolean on = new AtomicBoolean(true);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                int thread = t;
                work.add(threads.submit(() -> write(maps, new Random(thread), thread, on)));
            }

            for (int i = 0; i < 300; i++) {
                led.handOver(maps.subList(i % 3, i % 3 + 2), followed, FollowedPolicy.BY_LAST_USE);
                followed.handOver(maps.subList(i % 2, i % 2 + 2), led, FollowedPolicy.BY_LAST_USE);
            }
            on.set(false);
            for (Future<?> one : work) {
                one.get(20, TimeUnit.SECONDS);
            }
            threads.shutdown();

            led.checkInvariants();
            followed.checkInvariants();
            long inMaps = maps.stream().mapToLong(BoundedMap::size).sum();
            assertThat(led.entries() + followed.entries()).as(policy).isEqualTo(inMaps);
            assertThat(led.evictions() + followed.evictions()).as(policy).isZero();
        }
    }

    /** Threads write keys of their own, so each knows what must be there. */
    private static void write(List<BoundedMap<Integer, String>> maps, Random random, int thread, AtomicBoolean on) {
        boolean[] present = new boolean[400];
        while (on.get()) {
            int i = random.nextInt(present.length);
            int key = i * 2 + thread;
            BoundedMap<Integer, String> map = maps.get(i % maps.size());
            assertThat(map.containsKey(key)).isEqualTo(present[i]);
            if (random.nextInt(3) == 0) {
                map.remove(key);
                present[i] = false;
            } else {
                map.put(key, "v" + random.nextInt());
                map.get(key);
                present[i] = true;
            }
        }
    }
}
