package io.spandrel.eviction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvictorTest {

    private static final EvictionPolicyFactory LRU = EvictionPolicies.find("lru", EvictorTest.class.getClassLoader());

    private final RecordedEvents<Integer, String> events = new RecordedEvents<>();
    private final Deque<Runnable> background = new ArrayDeque<>();

    private BoundedMap<Integer, String> map(Evictor<Integer, String> evictor, int entries) {
        BoundedMap<Integer, String> map = new BoundedMap<>(evictor);
        IntStream.range(0, entries).forEach(key -> map.put(key, "v" + key));
        return map;
    }

    private Evictor<Integer, String> evictor(EvictionPolicyFactory policy, long capacity) {
        return new Evictor<>(Bound.ofEntries(policy, capacity), events);
    }

    private Evictor<Integer, String> evictor(long capacity, long evictionsMax, long slack) {
        return new Evictor<>(
                new Bound<>(LRU, capacity, null, value -> -1, evictionsMax, slack, background::add), events);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10})
    void put_beyondTinyCapacity_keepsBound(int capacity) {
        Evictor<Integer, String> evictor = evictor(LRU, capacity);

        BoundedMap<Integer, String> map = map(evictor, 100);

        assertThat(map).hasSize(capacity);
        assertThat(evictor.evictions()).isEqualTo(100 - capacity);
        assertThat(events.completed).isEqualTo(events.evicted).hasSize(100 - capacity);
        evictor.checkInvariants();
    }

    @Test
    void put_twoMaps_shareOneBound() {
        Evictor<Integer, String> evictor = evictor(LRU, 10);

        BoundedMap<Integer, String> first = map(evictor, 8);
        BoundedMap<Integer, String> second = map(evictor, 8);

        assertThat(first.size()).isEqualTo(2);
        assertThat(second.size()).isEqualTo(8);
        evictor.checkInvariants();
    }

    @Test
    void close_oneOfTwoMaps_freesItsRoom() {
        Evictor<Integer, String> evictor = evictor(LRU, 10);
        BoundedMap<Integer, String> first = map(evictor, 5);
        BoundedMap<Integer, String> second = map(evictor, 5);

        first.close();
        first.put(77, "late");
        IntStream.range(5, 10).forEach(key -> second.put(key, "v"));

        assertThat(second).hasSize(10);
        assertThat(evictor.evictions()).isZero();
        evictor.checkInvariants();
    }

    @Test
    void iterator_remove_leavesBothMapAndPolicy() {
        Evictor<Integer, String> evictor = evictor(LRU, 10);
        BoundedMap<Integer, String> map = map(evictor, 6);

        for (Iterator<Map.Entry<Integer, String>> all = map.entrySet().iterator(); all.hasNext(); ) {
            if (all.next().getKey() % 2 == 0) {
                all.remove();
            }
        }

        assertThat(map).containsOnlyKeys(1, 3, 5);
        assertThat(evictor.entries()).isEqualTo(3);
        evictor.checkInvariants();
    }

    @Test
    void resize_smaller_evictsBeforeReturning() {
        Evictor<Integer, String> evictor = evictor(LRU, 100);
        BoundedMap<Integer, String> map = map(evictor, 100);

        evictor.resize(10);

        assertThat(map).hasSize(10).containsKeys(99, 90);
        evictor.checkInvariants();
    }

    @Test
    void resize_toNothing_isRefused() {
        assertThatThrownBy(() -> evictor(LRU, 5).resize(0)).hasMessage("capacity must be 1 or more, was 0");
    }

    @Test
    void put_entryHeavierThanCapacity_leavesAloneAndAtOnce() {
        Evictor<Integer, String> evictor = weighing(10);
        BoundedMap<Integer, String> map = new BoundedMap<>(evictor);
        map.put(1, "four");
        map.put(2, "four");

        map.put(3, "much too long");
        map.put(1, "became much too long");

        assertThat(map).containsOnlyKeys(2);
        assertThat(evictor.weight()).isEqualTo(4);
        evictor.checkInvariants();
    }

    @Test
    void put_heavierValue_evictsOthersForIt() {
        Evictor<Integer, String> evictor = weighing(10);
        BoundedMap<Integer, String> map = new BoundedMap<>(evictor);
        map.put(1, "aaa");
        map.put(2, "bbb");
        map.put(3, "ccc");

        map.put(1, "aaaaaaa");

        assertThat(map).containsOnlyKeys(1, 3);
        assertThat(evictor.weight()).isEqualTo(10);
        evictor.checkInvariants();
    }

    @Test
    void put_refusedByWeigher_changesNothing() {
        Evictor<Integer, String> evictor = new Evictor<>(
                new Bound<Integer, String>(
                        LRU,
                        10,
                        (key, value) -> {
                            throw new IllegalArgumentException("unknown size");
                        },
                        value -> -1,
                        10,
                        0,
                        background::add),
                events);
        BoundedMap<Integer, String> map = new BoundedMap<>(evictor);

        assertThatThrownBy(() -> map.put(1, "a")).hasMessage("unknown size");

        assertThat(map).isEmpty();
        evictor.checkInvariants();
    }

    private Evictor<Integer, String> weighing(long capacity) {
        return new Evictor<>(
                new Bound<Integer, String>(
                        LRU, capacity, (key, value) -> value.length(), value -> -1, 100, 0, background::add),
                events);
    }

    @Test
    void put_withSlack_boundReturnsWithNextCycle() {
        Evictor<Integer, String> evictor = evictor(100, Long.MAX_VALUE, 10);
        BoundedMap<Integer, String> map = map(evictor, 200);
        assertThat(map).hasSize(110);

        long evicted = evictor.runCycle();

        assertThat(evicted).isEqualTo(10);
        assertThat(map).hasSize(100);
    }

    @Test
    void runCycle_limited_evictsNoMoreThanThat() {
        Evictor<Integer, String> evictor = evictor(100, 3, 10);
        BoundedMap<Integer, String> map = map(evictor, 110);

        assertThat(evictor.runCycle()).isEqualTo(3);

        assertThat(map).hasSize(107);
    }

    @Test
    void evictNow_askedTwiceBeforeItRuns_runsOnce() {
        Evictor<Integer, String> evictor = evictor(100, Long.MAX_VALUE, 10);
        BoundedMap<Integer, String> map = map(evictor, 110);

        CompletableFuture<Long> first = evictor.evictNow().toCompletableFuture();
        CompletableFuture<Long> second = evictor.evictNow().toCompletableFuture();

        assertThat(map).hasSize(110);
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(first).isCompletedWithValue(10L);
        assertThat(second).isCompletedWithValue(10L);
        assertThat(map).hasSize(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = EvictionPolicy.Overwrite.class,
            names = {"HIT", "NOTHING"})
    void put_presentKeyWhileTheLockIsHeld_waitsForNobody(EvictionPolicy.Overwrite meaning) throws Exception {
        SlowToResize policy = new SlowToResize(meaning);
        Evictor<Integer, String> evictor = evictor(policy, 5);
        BoundedMap<Integer, String> map = map(evictor, 5);
        CompletableFuture<Void> resizing = CompletableFuture.runAsync(() -> evictor.resize(6));
        assertThat(policy.resizing.await(10, SECONDS)).isTrue();

        CompletableFuture<String> before = CompletableFuture.supplyAsync(() -> map.put(0, "w0"));

        assertThat(before.get(10, SECONDS)).isEqualTo("v0");
        policy.resized.countDown();
        resizing.get(10, SECONDS);
        assertThat(map.peek(0)).isEqualTo("w0");
        evictor.resize(4);
        assertThat(map.containsKey(0)).isEqualTo(meaning == EvictionPolicy.Overwrite.HIT);
        evictor.checkInvariants();
    }

    @Test
    void evictNow_executorRefuses_failsTheStage() {
        Executor refusing = task -> {
            throw new IllegalStateException("shut down");
        };
        Evictor<Integer, String> evictor =
                new Evictor<>(new Bound<>(LRU, 1, null, value -> -1, 1, 5, refusing), events);

        assertThat(evictor.evictNow().toCompletableFuture()).isCompletedExceptionally();
        assertThat(evictor.evictNow().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void switchTo_otherPolicy_keepsEntriesInTheirOrder() {
        Evictor<Integer, String> evictor = evictor(LRU, 5);
        BoundedMap<Integer, String> map = map(evictor, 5);
        map.get(0);

        evictor.switchTo(EvictionPolicies.find("clock", getClass().getClassLoader()));
        map.put(5, "v");

        assertThat(evictor.policyName()).isEqualTo("clock");
        assertThat(map).containsOnlyKeys(0, 2, 3, 4, 5);
        assertThat(evictor.policyFailures()).isZero();
        evictor.checkInvariants();
    }

    @Test
    void switchTo_policyThatWantedMoreAndFindsNobody_keepsEntriesInTheirOrder() {
        Evictor<Integer, String> evictor = evictor(new WantsMore(), 5);
        BoundedMap<Integer, String> map = map(evictor, 5);
        map.get(0);

        evictor.switchTo(LRU);
        map.put(5, "v");

        assertThat(map).doesNotContainKey(4).hasSize(5);
        evictor.checkInvariants();
    }

    @ParameterizedTest
    @EnumSource(Misbehaving.Fault.class)
    void policy_misbehaves_isReplacedByLruOnceAndLosesNothing(Misbehaving.Fault fault) {
        Evictor<Integer, String> evictor = evictor(new Misbehaving(fault), 10);
        BoundedMap<Integer, String> map = new BoundedMap<>(evictor);

        for (int key = 0; key < 30; key++) {
            map.put(key, "v" + key);
            map.get(key);
            map.put(key, "w" + key);
            assertThat(map).containsEntry(key, "w" + key);
            if (key == 5) {
                map.remove(2);
                map.put(2, "w2");
                evictor.resize(11);
            }
        }

        assertThat(map).hasSize(11);
        assertThat(evictor.policyName()).isEqualTo("lru");
        assertThat(evictor.policyFailures()).isEqualTo(1);
        assertThat(events.failures).singleElement().asString().startsWith("misbehaving: ");
        assertThat(map.size() + evictor.evictions()).isEqualTo(30);
        evictor.checkInvariants();
    }

    @Test
    void choice_anotherThreadHoldsTheLock_doesNotWait() throws Exception {
        Evictor<Integer, String> evictor = evictor(
                EvictionPolicies.find("auto", List.of("lru", "lirs"), getClass().getClassLoader()), 100);
        BoundedMap<Integer, String> map = map(evictor, 100);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        evictor.onSwitch(change -> {
            held.countDown();
            try {
                asked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CompletableFuture<Void> loop = CompletableFuture.runAsync(() -> IntStream.range(0, 10_000)
                .map(i -> i % 120)
                .filter(key -> map.get(key) == null)
                .forEach(key -> map.put(key, "v")));

        try {
            assertThat(held.await(30, SECONDS)).isTrue();
            assertThat(CompletableFuture.supplyAsync(evictor::choice).get(30, SECONDS))
                    .satisfies(choice -> assertThat(choice.current()).isEqualTo("lru"));
        } finally {
            asked.countDown();
        }
        loop.get(30, SECONDS);
        assertThat(evictor.choice().current()).isEqualTo("lirs");
    }
}
