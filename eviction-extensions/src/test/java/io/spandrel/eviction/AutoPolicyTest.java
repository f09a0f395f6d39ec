package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.eviction.kit.PolicyCache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoPolicyTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000}) // in full, and by a sample
    void request_loop_leavesLruForAPolicyThatResistsIt(int capacity) {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), List.of("lru", "clock-pro"));
        PolicyCache cache = new PolicyCache(policy, capacity);
        int loop = capacity * 5 / 4;

        for (int i = 0; i < 20 * loop; i++) {
            cache.request(i % loop);
        }
        int hits = 0;
        for (int i = 0; i < loop; i++) {
            hits += cache.request(i) ? 1 : 0;
        }

        assertThat((double) hits / loop).isCloseTo(0.8, within(0.05)); // LRU has none
    }

    @Test
    void request_workloadChanges_followsIt() {
        int capacity = 200;
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), AutoPolicy.DEFAULT_CANDIDATES);
        PolicyCache cache = new PolicyCache(policy, capacity);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            cache.request(i % 250);
        }

        int hits = 0;
        int returns = 0;
        for (int i = 1_000; i < 101_000; i++) {
            cache.request(i);
            boolean hit = cache.request(i - random.nextInt(1, 80)); // only recency counts now
            if (i > 60_000) {
                returns++;
                hits += hit ? 1 : 0;
            }
        }

        assertThat((double) hits / returns).isGreaterThan(0.98);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 1_000, 20_000})
    void request_steadyWorkload_costsLessThanOneShadowEventEach(int capacity) {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), AutoPolicy.DEFAULT_CANDIDATES);
        PolicyCache cache = new PolicyCache(policy, capacity);
        SplittableRandom random = new SplittableRandom(12);
        int settling = 100 * capacity;
        for (int i = 0; i < settling; i++) {
            cache.request((long) (10 * capacity * Math.pow(random.nextDouble(), 3)));
        }
        long before = policy.shown();
        int requests = 200 * capacity;

        for (int i = 0; i < requests; i++) {
            cache.request((long) (10 * capacity * Math.pow(random.nextDouble(), 3)));
        }

        long events = (policy.shown() - before) * AutoPolicy.DEFAULT_CANDIDATES.size();
        assertThat(events / (double) requests).isBetween(0.001, 1.0); // all requests were 5.0
    }

    @Test
    void request_workloadChangesAfterALongTime_isFollowedAsSoonAsBefore() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "lirs"));
        PolicyCache cache = new PolicyCache(policy, 100);
        for (int i = 0; i < 100_000; i++) {
            cache.request(i % 50);
        }
        assertThat(policy.choice().current()).isEqualTo("lru");

        for (int i = 0; i < 2_000; i++) {
            cache.request(1_000 + i % 120);
        }

        assertThat(policy.choice().current()).isEqualTo("lirs");
    }

    @Test
    void change_always_keepsTheEntries() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "lirs"));
        PolicyCache cache = new PolicyCache(policy, 100);

        for (int i = 0; i < 10_000; i++) {
            cache.request(i % 120);
            assertThat(cache.keys()).hasSize(Math.min(100, i + 1)); // LIRS runs from some request on
        }
    }

    @Test
    void request_largeCache_samplesAtMost1024Keys() {
        int capacity = 50_000;
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), AutoPolicy.DEFAULT_CANDIDATES);
        PolicyCache cache = new PolicyCache(policy, capacity);

        for (int i = 0; i < 60_000; i++) {
            cache.request(i);
            if (i % 1_000 == 0) {
                policy.checkInvariants();
            }
        }
    }

    @Test
    void choice_afterALoop_tellsTheChangeAndWhy() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "lirs"), () -> now);
        List<ChoiceSnapshot.Switch> told = new ArrayList<>();
        policy.onSwitch(told::add);
        PolicyCache cache = new PolicyCache(policy, 100);
        assertThat(policy.choice().current()).isEqualTo("lru");
        assertThat(policy.choice().requests()).isZero();

        for (int i = 0; i < 10_000; i++) {
            cache.request(i % 120);
        }

        ChoiceSnapshot choice = policy.choice();
        assertThat(choice.current()).isEqualTo("lirs");
        assertThat(choice.switches()).isOne();
        assertThat(choice.rate()).isOne();
        assertThat(choice.candidates())
                .extracting(ChoiceSnapshot.Candidate::policy, ChoiceSnapshot.Candidate::sampled)
                .containsExactly(tuple("lru", 100), tuple("lirs", 100));
        assertThat(choice.candidates().get(0).hitRatio()).isZero(); // LRU has no hits in a loop
        assertThat(choice.candidates().get(1).hitRatio()).isBetween(0.6, 0.84);
        assertThat(choice.history()).isEqualTo(told).singleElement().satisfies(change -> {
            assertThat(change.at()).isEqualTo(now);
            assertThat(change.from()).isEqualTo("lru");
            assertThat(change.to()).isEqualTo("lirs");
            assertThat(change.toHitRatio()).isGreaterThan(change.fromHitRatio());
        });
    }

    @Test
    void choice_anyTime_knowsAllButTheLatestRequests() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "arc"));
        PolicyCache cache = new PolicyCache(policy, 100);

        for (int i = 1; i <= 500; i++) {
            cache.request(i % 50);
            assertThat(policy.choice().requests()).isBetween(i * 0.8, (double) i); // the oldest fade
        }
    }

    @Test
    void choice_betweenChanges_isPublishedSeldom() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "arc"));
        PolicyCache cache = new PolicyCache(policy, 100);
        Set<ChoiceSnapshot> published = Collections.newSetFromMap(new IdentityHashMap<>());

        for (int i = 0; i < 20_000; i++) {
            cache.request(i % 120);
            published.add(policy.choice());
        }

        assertThat(published).hasSizeLessThan(200);
    }

    @Test
    void choice_otherBound_startsAnew() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "arc"));
        PolicyCache cache = new PolicyCache(policy, 100);
        cache.request(1);
        assertThat(policy.choice().requests()).isOne();

        policy.onResize(50);

        assertThat(policy.choice().requests()).isZero();
    }

    @Test
    void choice_largeCache_tellsTheShareOfItsSample() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(5_000), List.of("lru"));
        PolicyCache cache = new PolicyCache(policy, 5_000);

        for (int i = 0; i < 20_000; i++) {
            cache.request(i);
        }

        assertThat(policy.choice().rate()).isEqualTo(0.125);
        assertThat(policy.choice().candidates().get(0).sampled()).isBetween(400, 1_024);
    }

    @Test
    void find_unknownCandidate_refusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvictionPolicies.find(
                        "auto", List.of("lru", "belady"), getClass().getClassLoader()))
                .withMessage(
                        "eviction.candidates must be some of arc, clock-pro, lirs, lru, w-tinylfu, was lru, belady");
    }
}
