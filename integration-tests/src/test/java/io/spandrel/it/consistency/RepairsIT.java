package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.grid.infinispan.consistency.Repairs.Owed;
import io.spandrel.grid.infinispan.consistency.Repairs.Repaired;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.context.Flag;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One member sends another what it holds of a key. */
class RepairsIT {

    private static final int MEMBERS = 3;
    private static final AtomicInteger KEYS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <replicated-cache name="memory">
                  <grid:consistency write="ALL"/>
                  <grid:tombstones grace="2m"/>
                  <grid:hinted-handoff window="1m"/>
                  <grid:anti-entropy interval="30s"/>
                </replicated-cache>
                <replicated-cache name="stored">
                  <grid:consistency write="ALL"/>
                  <persistence><file-store path="%s/{member}/stored"/></persistence>
                </replicated-cache>
                <replicated-cache name="cleared"><grid:consistency write="ALL"/></replicated-cache>
                <distributed-cache name="two" owners="2"><grid:consistency write="ALL"/></distributed-cache>
                """.formatted(directory));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored"})
    void send_newerValue_replacesWhatTheReceiverHolds(String name) {
        String key = key();
        cache(0, name).put(key, "older");
        long version = putOnlyAt(0, name, key, "newer");

        Digest held = get(repairs(0, name).send(address(1), key));

        assertThat(held).isEqualTo(Digest.value(version, Digest.NEVER));
        assertThat(copy(1, name, key)).isEqualTo(new Copy("newer", version, Version.NONE));
        assertThat(copy(2, name, key).value()).isEqualTo("older");
        if (name.equals("stored")) {
            assertThat(Copies.storedValue(cache(1, name), key)).isEqualTo("newer");
            assertThat(Copies.stored(cache(1, name), key)).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored"})
    void send_delete_removesWhatTheReceiverHolds(String name) {
        String key = key();
        cache(0, name).put(key, "value");
        long version = newVersion();
        Copies.remove(cache(0, name), key, version);

        Digest held = get(repairs(0, name).send(address(1), key));

        assertThat(held).isEqualTo(Digest.tombstone(version));
        assertThat(copy(1, name, key)).isEqualTo(new Copy(null, Version.NONE, version));
        if (name.equals("stored")) {
            assertThat(Copies.storedValue(cache(1, name), key)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored"})
    void send_olderThanHeld_changesNothingAndTellsWhatIsHeld(String name) {
        String key = key();
        cache(0, name).put(key, "older");
        long version = putOnlyAt(1, name, key, "newer");

        Digest held = get(repairs(0, name).send(address(1), key));

        assertThat(held).isEqualTo(Digest.value(version, Digest.NEVER));
        assertThat(copy(1, name, key).value()).isEqualTo("newer");
    }

    @Test
    void send_valueThatIsInTheStoreAlone_bringsIt() {
        String key = key();
        long version = putOnlyAt(0, "stored", key, "value");
        cache(0, "stored").evict(key);
        assertThat(copy(0, "stored", key).value()).isNull();

        get(repairs(0, "stored").send(address(1), key));

        assertThat(copy(1, "stored", key)).isEqualTo(new Copy("value", version, Version.NONE));
    }

    @Test
    void send_mortalValue_expiresWhenTheSendersDoes() {
        String key = key();
        AdvancedCache<String, String> sender = cache(0, "memory").getAdvancedCache();
        sender.withFlags(Flag.CACHE_MODE_LOCAL).put(key, "value", 1, TimeUnit.HOURS, 30, TimeUnit.MINUTES);
        InternalCacheEntry<String, String> sent = Copies.entry(cache(0, "memory"), key);

        get(repairs(0, "memory").send(address(1), key));

        InternalCacheEntry<String, String> taken = Copies.entry(cache(1, "memory"), key);
        assertThat(taken.getLifespan()).isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(taken.getMaxIdle()).isEqualTo(Duration.ofMinutes(30).toMillis());
        assertThat(taken.getCreated()).isEqualTo(sent.getCreated());
    }

    @Test
    void send_nothing_leavesTheReceiverAlone() {
        String key = key();
        long version = putOnlyAt(1, "memory", key, "value");

        Digest held = get(repairs(0, "memory").send(address(1), key));

        assertThat(held).isEqualTo(Digest.value(version, Digest.NEVER));
        assertThat(get(repairs(0, "memory").send(address(2), key))).isEqualTo(Digest.ABSENT);
    }

    @Test
    void send_afterAClearTheReceiverMissed_clearsItThere() {
        String key = key();
        String older = key();
        cache(0, "cleared").put(older, "older");
        cache(0, "cleared").clear();
        long missed = putOnlyAt(1, "cleared", older, "older");
        cache(0, "cleared").clear();

        Digest held = get(repairs(0, "cleared").send(address(1), key));

        assertThat(held.kind()).isEqualTo(Digest.Kind.TOMBSTONE);
        assertThat(held.version()).isGreaterThan(missed);
        assertThat(copy(1, "cleared", older).value()).isNull();
    }

    @Test
    void send_underWayForLongerThanGrace_isRefused() {
        String key = key();
        putOnlyAt(0, "memory", key, "value");

        List<Repaired> repaired = get(repairs(0, "memory")
                .send(
                        address(1),
                        List.of(new Owed(key, Duration.ofMinutes(2)), new Owed(key(), Duration.ofMinutes(1)))));

        assertThat(repaired).extracting(Repaired::key).first().isEqualTo(key);
        assertThat(repaired.get(0).refused()).contains("longer than the grace");
        assertThat(repaired.get(1).refused()).isNull();
        assertThat(copy(1, "memory", key).value()).isNull();
    }

    @Test
    void send_toOneThatDoesNotOwnTheKey_failsAndLeavesNothingThere() {
        String key = "two-" + KEYS.incrementAndGet();
        cache(0, "two").put(key, "value");
        int owner = member(key, true);
        int other = member(key, false);

        assertThatThrownBy(() -> get(repairs(owner, "two").send(address(other), key)))
                .hasMessageContaining("is not repaired on " + "member-" + (other + 1))
                .hasMessageContaining("does not own the key");
        assertThat(copy(other, "two", key).value()).isNull();
    }

    @Test
    void send_manyKeys_takesThemInTheirOrder() {
        List<String> keys = IntStream.range(0, 200).mapToObj(i -> key()).toList();
        keys.forEach(key -> putOnlyAt(0, "memory", key, "of " + key));

        List<Repaired> repaired = get(repairs(0, "memory")
                .send(
                        address(1),
                        keys.stream().map(key -> new Owed(key, Duration.ZERO)).toList()));

        assertThat(repaired).extracting(Repaired::key).isEqualTo(keys);
        assertThat(repaired).allMatch(one -> one.held().live());
        assertThat(keys)
                .allMatch(key -> ("of " + key).equals(copy(1, "memory", key).value()));
    }

    @Test
    void passOn_ofAnothersNewest_bringsItHereAndToAThird() {
        String key = key();
        long version = putOnlyAt(1, "memory", key, "value");

        List<Repaired> here = get(repairs(0, "memory").passOn(address(1), address(0), List.of(key)));
        List<Repaired> there = get(repairs(0, "memory").passOn(address(1), address(2), List.of(key)));

        assertThat(here).isEqualTo(there).containsExactly(new Repaired(key, Digest.value(version, Digest.NEVER), null));
        assertThat(copy(0, "memory", key)).isEqualTo(copy(2, "memory", key));
    }

    private static int member(String key, boolean owner) {
        return IntStream.range(0, MEMBERS)
                .filter(i -> Copies.isOwner(cache(i, "two"), key) == owner)
                .findFirst()
                .orElseThrow();
    }

    private static long putOnlyAt(int member, String name, String key, String value) {
        long version = newVersion();
        Copies.put(cache(member, name), key, value, version);
        return version;
    }

    private static long newVersion() {
        return Version.of(System.currentTimeMillis() + KEYS.incrementAndGet(), 0, 1);
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    private static Copy copy(int member, String name, String key) {
        return Copies.at(cache(member, name), key);
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static Repairs repairs(int member, String name) {
        return ComponentRegistry.componentOf(cache(member, name), Repairs.class);
    }

    private static Address address(int member) {
        return grid.manager(member).getAddress();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
