package io.spandrel.eviction.kit;

import io.spandrel.eviction.EvictionPolicy;
import io.spandrel.eviction.EvictionPolicyFactory;
import io.spandrel.eviction.PolicyEntry;
import io.spandrel.eviction.PolicySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The rules of the contract by name; each takes the seed of its random operations. */
final class PolicyRules {

    private static final int OPERATIONS = 3_000;

    private final EvictionPolicyFactory factory;
    private final Consumer<? super EvictionPolicy<?>> invariants;

    PolicyRules(EvictionPolicyFactory factory, Consumer<? super EvictionPolicy<?>> invariants) {
        this.factory = factory;
        this.invariants = invariants;
    }

    Map<String, LongConsumer> all() {
        Map<String, LongConsumer> rules = new LinkedHashMap<>();
        rules.put("name_always_isLowerCaseWithoutSpaces", seed -> nameIsPlain());
        rules.put("newEntry_always_isBlankAndOfOneClass", this::newEntryIsBlank);
        rules.put("create_twice_policiesShareNothing", this::policiesShareNothing);
        rules.put("victim_emptyPolicy_isNone", this::emptyPolicyHasNoVictim);
        rules.put("insert_roomForAll_keepsSome", this::someStayWhereAllFit);
        for (int capacity : new int[] {1, 2, 3, 9, 10, 11, 100}) {
            rules.put(
                    "victim_untilEmptyAtCapacity" + capacity + "_namesEachEntryOnce",
                    seed -> victimsAreEachEntryOnce(capacity, seed));
        }
        for (int capacity : new int[] {1, 2, 9, 10, 50}) {
            rules.put("events_atRandomAtCapacity" + capacity + "_keepTheBound", seed -> anyEvents(capacity, 1, seed));
        }
        for (int capacity : new int[] {1, 10, 100, 1000}) {
            int weightMax = Math.max(3, capacity * 3 / 10);
            rules.put(
                    "weights_atRandomAtCapacity" + capacity + "_keepTheBound",
                    seed -> anyEvents(capacity, weightMax, seed));
        }
        rules.put("resize_downAndUp_keepsTheBound", this::resizing);
        rules.put("hits_lateOrLost_areNoHarm", this::lateHits);
        rules.put("hits_fromManyThreads_areNoHarm", seed -> new HitStorm(policy(100, seed)).run(seed));
        rules.put("sameEvents_twoPolicies_chooseTheSameVictims", this::sameVictims);
        rules.put("overwrite_asDeclared_hasTheVictimsOfOnUpdate", this::overwriting);
        return rules;
    }

    private void nameIsPlain() {
        String name = factory.name();
        require(
                name != null && name.matches("[a-z0-9][-.a-z0-9]*"),
                "name() must be lower-case letters, digits, '-' and '.', was '" + name + "'");
    }

    private void newEntryIsBlank(long seed) {
        EvictionPolicy<?> policy = policy(10, seed);
        PolicyEntry first = policy.newEntry();
        PolicyEntry second = policy.newEntry();
        require(first != second, "newEntry() must be another one each time");
        require(first.getClass() == second.getClass(), "newEntry() must always be of one class");
        require(first.key() == null, "newEntry() must have no key");
    }

    private void policiesShareNothing(long seed) {
        PolicyCache one = cache(10, seed);
        EvictionPolicy<?> other = policy(10, seed);
        for (int key = 0; key < 5; key++) {
            one.request(key);
        }
        PolicyEntry victim = other.victim();
        require(
                victim == null,
                "each cache needs a policy of its own, but one offers an entry of the other: " + victim);
    }

    private void emptyPolicyHasNoVictim(long seed) {
        EvictionPolicy<?> policy = policy(10, seed);
        requireNone(policy.victim(), "before the first entry");
        PolicyCache cache = new PolicyCache(policy, 10);
        cache.request(1);
        cache.remove(1);
        requireNone(policy.victim(), "after the only entry was removed");
        cache.request(2);
        cache.drain();
        requireNone(policy.victim(), "after the only entry was evicted");
    }

    private void someStayWhereAllFit(long seed) {
        PolicyCache cache = cache(10, seed);
        for (int key = 0; key < 10; key++) {
            cache.request(key);
            require(cache.size() > 0, "all entries have left although they fit");
        }
    }

    private void victimsAreEachEntryOnce(int capacity, long seed) {
        PolicyCache cache = cache(capacity, seed);
        for (int key = 0; key < capacity; key++) {
            cache.request(key);
        }
        Set<Long> held = new HashSet<>(cache.keys());
        List<Long> order = cache.drain();
        require(held.equals(new HashSet<>(order)), "held " + held + ", evicted " + order);
    }

    private void anyEvents(long capacity, int weightMax, long seed) {
        PolicyCache cache = cache(capacity, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            anyEvent(cache, capacity, weightMax, random);
        }
        cache.resize(1);
        cache.drain();
    }

    private static void anyEvent(PolicyCache cache, long capacity, int weightMax, SplittableRandom random) {
        long key = random.nextLong(1 + random.nextLong(capacity * 4 + 2));
        int weight = weightMax == 1 ? 1 : random.nextInt(weightMax + 1);
        int dice = random.nextInt(1000);
        if (dice < 5) {
            cache.resize(1 + random.nextLong(capacity * 2));
        } else if (dice < 100) {
            cache.remove(key);
        } else if (dice < 250) {
            cache.weigh(key, weight);
        } else {
            cache.request(key, weight);
        }
    }

    private void resizing(long seed) {
        PolicyCache cache = cache(100, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int capacity : new int[] {10, 100, 1, 2, 1000, 9, 1}) {
            cache.resize(capacity);
            require(cache.size() <= capacity, cache.size() + " entries after a resize to " + capacity);
            for (int i = 0; i < 500; i++) {
                cache.request(random.nextInt(200));
            }
            require(cache.size() > 0, "no entry stays at capacity " + capacity);
        }
        cache.drain();
    }

    private void lateHits(long seed) {
        PolicyCache cache = cache(20, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            for (int hits = random.nextInt(30); hits > 0; hits--) {
                cache.readAndTellLater(random.nextInt(60));
            }
            if (random.nextInt(4) == 0) {
                cache.deliverHits(random);
            }
            anyEvent(cache, 20, 1, random);
        }
        cache.drain();
    }

    private void sameVictims(long seed) {
        List<Long> first = victimsOfRun(seed);
        List<Long> second = victimsOfRun(seed);
        require(first.equals(second), "the same seed and events must have the same victims");
    }

    private void overwriting(long seed) {
        List<Long> declared = victimsOfOverwriting(seed, PolicyCache::overwrite);
        List<Long> updated = victimsOfOverwriting(seed, (cache, key) -> cache.weigh(key, 1));
        require(declared.equals(updated), "overwrite() must be HIT or NOTHING only if onUpdate() does just that");
    }

    private List<Long> victimsOfOverwriting(long seed, ObjLongConsumer<PolicyCache> overwrite) {
        PolicyCache cache = cache(20, seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> victims = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long key = random.nextInt(40);
            if (random.nextBoolean() && cache.contains(key)) {
                overwrite.accept(cache, key);
            } else if (!cache.read(key)) {
                victims.addAll(cache.write(key));
            }
        }
        victims.addAll(cache.drain());
        return victims;
    }

    private List<Long> victimsOfRun(long seed) {
        PolicyCache cache = cache(20, seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> victims = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long key = random.nextInt(60);
            if (!cache.read(key)) {
                victims.addAll(cache.write(key));
            }
        }
        victims.addAll(cache.drain());
        return victims;
    }

    private PolicyCache cache(long capacity, long seed) {
        EvictionPolicy<?> policy = policy(capacity, seed);
        return new PolicyCache(policy, () -> invariants.accept(policy), capacity);
    }

    private EvictionPolicy<?> policy(long capacity, long seed) {
        return factory.create(new PolicySettings(capacity, seed, PolicyRules::deadline));
    }

    /** Some entries expire, sooner or later, and some never. */
    private static long deadline(PolicyEntry entry) {
        return entry.key() instanceof Long key && key % 3 != 0 ? 1_000 + key * 37 % 500 : -1;
    }

    private static void requireNone(@Nullable PolicyEntry victim, String when) {
        require(victim == null, "a victim " + when + ": " + victim);
    }

    static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError(otherwise);
        }
    }
}
