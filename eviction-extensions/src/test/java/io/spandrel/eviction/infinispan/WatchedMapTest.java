package io.spandrel.eviction.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.infinispan.container.entries.ImmortalCacheEntry;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.PeekableTouchableContainerMap;
import org.junit.jupiter.api.Test;

class WatchedMapTest {

    private final Heard heard = new Heard();
    private final WatchedMap<String, String> map = new WatchedMap<>(new PeekableTouchableContainerMap<>(), heard);

    @Test
    void put_newKey_isTold() {
        assertThat(map.put("a", entry("a"))).isNull();

        assertThat(heard.said).containsExactly("+a", "visible a 1");
    }

    @Test
    void put_presentKey_isNoArrival() {
        InternalCacheEntry<String, String> first = entry("a");
        map.put("a", first);
        heard.said.clear();

        assertThat(map.put("a", entry("a"))).isSameAs(first);

        assertThat(heard.said).isEmpty();
    }

    @Test
    void appeared_whileTheKeyComes_cannotBeReadYet() {
        heard.whenAppeared = () -> assertThat(map.peek("a")).isNull();

        map.put("a", entry("a"));

        assertThat(map.peek("a")).isNotNull();
    }

    @Test
    void disappeared_whileTheKeyGoes_canStillBeRead() {
        map.put("a", entry("a"));
        heard.whenDisappeared = () -> assertThat(map.peek("a")).isNotNull();

        map.remove("a");

        assertThat(map.peek("a")).isNull();
    }

    @Test
    void removal_everyWay_isToldOnce() {
        InternalCacheEntry<String, String> d = entry("d");
        map.put("a", entry("a"));
        map.put("b", entry("b"));
        map.put("c", entry("c"));
        map.put("d", d);
        heard.said.clear();

        map.remove("a");
        map.compute("b", (key, old) -> null);
        map.computeIfPresent("c", (key, old) -> null);
        map.remove("d", entry("other"));
        map.remove("d", d);
        map.remove("a");

        assertThat(heard.said).containsExactly("-a", "-b", "-c", "-d");
    }

    @Test
    void clear_severalKeys_tellsOfEachAndOfAll() {
        map.put("a", entry("a"));
        map.put("b", entry("b"));
        heard.said.clear();

        map.clear();

        assertThat(heard.said).containsExactlyInAnyOrder("-a", "-b", "cleared");
        assertThat(map).isEmpty();
    }

    @Test
    void compute_functionFails_tellsNothing() {
        assertThatThrownBy(() -> map.compute("a", (key, old) -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(heard.said).isEmpty();
    }

    @Test
    void put_mapRefusesAfterTheKeyWasTold_takesItBack() {
        WatchedMap<String, String> refusing = new WatchedMap<>(new Refusing(), heard);

        assertThatThrownBy(() -> refusing.put("a", entry("a"))).isInstanceOf(IllegalStateException.class);

        assertThat(heard.said).containsExactly("+a", "-a", "visible a 1");
    }

    @Test
    void views_written_areRefused() {
        map.put("a", entry("a"));

        assertThatThrownBy(() -> map.keySet().remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.values().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void evicting_ownEntry_isADepartureThatMoves() {
        InternalCacheEntry<String, String> entry = entry("a");
        map.put("a", entry);
        heard.said.clear();

        map.evicting("a", entry).run();

        assertThat(heard.said).containsExactly("moving a", "-a", "moved a");
    }

    @Test
    void evicting_entryOfAMapOutOfUse_isNotTold() {
        map.put("a", entry("a"));
        heard.said.clear();

        map.evicting("a", entry("a")).run();

        assertThat(heard.said).isEmpty();
    }

    @Test
    void evict_storedLater_movesUntilThen() {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        map.put("a", entry("a"));
        heard.said.clear();

        map.evict("a", () -> {
            map.remove("a");
            return stored;
        });
        assertThat(heard.said).containsExactly("moving a", "-a");
        stored.complete(null);

        assertThat(heard.said).containsExactly("moving a", "-a", "moved a");
    }

    @Test
    void changes_random_leaveTheListenerWithWhatTheMapHas() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            String key = "key-" + random.nextInt(50);
            switch (random.nextInt(12)) {
                case 0 -> map.put(key, entry(key));
                case 1 -> map.putIfAbsent(key, entry(key));
                case 2 -> map.compute(key, (k, old) -> old == null ? entry(k) : null);
                case 3 -> map.computeIfPresent(key, (k, old) -> entry(k));
                case 4 -> map.computeIfAbsent(key, WatchedMapTest::entry);
                case 5 -> map.merge(key, entry(key), (old, value) -> null);
                case 6 -> map.remove(key);
                case 7 -> map.replace(key, entry(key));
                case 8 -> map.putNoReturn(key, entry(key));
                case 9 -> map.putAll(Map.of(key, entry(key), "more-" + key, entry("more")));
                case 10 -> map.computeIfPresent(key, (k, old) -> null);
                default -> map.remove(key, map.peek(key));
            }
        }

        assertThat(heard.present).isEqualTo(new TreeSet<>(map.keySet()));
    }

    private static InternalCacheEntry<String, String> entry(String key) {
        return new ImmortalCacheEntry(key, "value");
    }

    private static final class Refusing extends PeekableTouchableContainerMap<String, String> {

        @Override
        public InternalCacheEntry<String, String> compute(
                String key,
                java.util.function.BiFunction<
                                ? super String,
                                ? super InternalCacheEntry<String, String>,
                                ? extends InternalCacheEntry<String, String>>
                        remapping) {
            assertThat(remapping.apply(key, null)).isNotNull();
            throw new IllegalStateException("too heavy");
        }
    }

    private static final class Heard implements KeyListener {

        private final List<String> said = new ArrayList<>();
        private final TreeSet<Object> present = new TreeSet<>();
        private Runnable whenAppeared = () -> {};
        private Runnable whenDisappeared = () -> {};

        @Override
        public long appeared(Object key) {
            whenAppeared.run();
            said.add("+" + key);
            assertThat(present.add(key)).as("%s came twice", key).isTrue();
            return 1;
        }

        @Override
        public void visible(Object key, long token) {
            said.add("visible " + key + " " + token);
        }

        @Override
        public void disappeared(Object key) {
            whenDisappeared.run();
            said.add("-" + key);
            assertThat(present.remove(key))
                    .as("%s left without having come", key)
                    .isTrue();
        }

        @Override
        public void moving(Object key) {
            said.add("moving " + key);
        }

        @Override
        public void moved(Object key) {
            said.add("moved " + key);
        }

        @Override
        public void cleared() {
            said.add("cleared");
        }

        @Override
        public void closed() {
            said.add("closed");
        }
    }
}
