package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.context.Flag;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.interceptors.impl.EntryWrappingInterceptor;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryVisited;
import org.infinispan.notifications.cachelistener.event.CacheEntryVisitedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A local cache answers reads directly, and as if they had gone through all its interceptors. */
class DirectReadTest {

    @TempDir
    private Path directory;

    private EmbeddedCacheManager member;

    @BeforeEach
    void start() {
        member = TestCluster.local("""
                <local-cache name="bounded" statistics="true"><grid:eviction policy="lru" max-count="3"/></local-cache>
                <local-cache name="unbounded"/>
                <local-cache name="stored">
                  <grid:eviction policy="lru" max-count="3"/>
                  <persistence><file-store path="%s"/></persistence>
                </local-cache>
                <local-cache name="transactional">
                  <transaction mode="NON_XA"/>
                  <grid:eviction policy="lru" max-count="3"/>
                </local-cache>
                """.formatted(directory));
    }

    @AfterEach
    void close() {
        member.stop();
    }

    @ParameterizedTest
    @CsvSource({"bounded, true", "unbounded, false", "stored, true", "transactional, false"})
    void cache_whereOnlyItsContainerHasASay_canAnswerDirectly(String name, boolean direct) {
        AsyncInterceptorChain chain = ComponentRegistry.componentOf(member.getCache(name), AsyncInterceptorChain.class);

        assertThat(chain.containsInterceptorType(DirectReadInterceptor.class)).isEqualTo(direct);
    }

    @Test
    void get_whatIsThere_isAnsweredDirectly() {
        assertThat(isAnsweredDirectly(member.getCache("bounded"), -1, -1)).isTrue();
        assertThat(isAnsweredDirectly(member.getCache("unbounded"), -1, -1)).isFalse();
    }

    @Test
    void get_whatLivesForAnHour_isAnsweredDirectlyAndWhatIsIdleIsTouched() {
        assertThat(isAnsweredDirectly(member.getCache("bounded"), 1, -1)).isTrue();
        assertThat(isAnsweredDirectly(member.getCache("bounded"), -1, 1)).isFalse();
    }

    @Test
    void get_whatOnlyTheStoreHas_isLoaded() {
        Cache<String, String> cache = member.getCache("stored");
        for (String key : List.of("a", "b", "c", "d")) {
            cache.put(key, "value of " + key);
        }

        assertThat(cache.getAdvancedCache().withFlags(Flag.SKIP_CACHE_LOAD).keySet())
                .doesNotContain("a");
        assertThat(cache.get("a")).isEqualTo("value of a");
        assertThat(cache.get("a")).isEqualTo("value of a");
    }

    @Test
    void get_isAHitForThePolicyAndInStatistics() {
        assertReadsCountOnce(member.getCache("bounded"));
    }

    /** A cache of three entries with policy LRU sees a hit and a miss as one of each. */
    static void assertReadsCountOnce(Cache<String, String> cache) {
        for (String key : List.of("a", "b", "c")) {
            cache.put(key, "value of " + key);
        }

        assertThat(cache.get("a")).isEqualTo("value of a");
        assertThat(cache.get("x")).isNull();
        cache.put("d", "value of d");

        assertThat(cache.keySet()).containsExactlyInAnyOrder("a", "c", "d");
        assertThat(cache.getAdvancedCache().getStats().getHits()).isEqualTo(1);
        assertThat(cache.getAdvancedCache().getStats().getMisses()).isEqualTo(1);
    }

    @Test
    void get_whatExpires_expires() {
        Cache<String, String> cache = member.getCache("bounded");
        cache.put("mortal", "value", 1, TimeUnit.MILLISECONDS);
        cache.put("idle", "value", -1, TimeUnit.HOURS, 1, TimeUnit.MILLISECONDS);

        await().untilAsserted(() -> assertThat(cache.get("mortal")).isNull());
        await().pollInterval(20, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(cache.get("idle")).isNull());
    }

    @Test
    void get_whileSomebodyListensForVisits_isTold() {
        Cache<String, String> cache = member.getCache("bounded");
        cache.put("key", "value");
        Visits visits = new Visits();

        cache.addListener(visits);
        assertThat(cache.get("key")).isEqualTo("value");
        cache.removeListener(visits);
        assertThat(cache.get("key")).isEqualTo("value");

        assertThat(visits.keys).containsExactly("key");
        assertThat(isAnsweredDirectly(member.getCache("bounded"), -1, -1)).isTrue();
    }

    @Test
    void get_whileAnotherInterceptorIsInTheChain_passesIt() {
        Cache<String, String> cache = member.getCache("bounded");
        cache.put("key", "value");
        assertThat(cache.get("key")).isEqualTo("value");
        AsyncInterceptorChain chain = ComponentRegistry.componentOf(cache, AsyncInterceptorChain.class);
        Reads reads = new Reads();

        chain.addInterceptorAfter(reads, EntryWrappingInterceptor.class);
        assertThat(cache.get("key")).isEqualTo("value");
        chain.removeInterceptor(Reads.class);
        assertThat(cache.get("key")).isEqualTo("value");

        assertThat(reads.keys).containsExactly("key");
        assertThat(isAnsweredDirectly(member.getCache("bounded"), -1, -1)).isTrue();
    }

    /** Whether a key with this lifespan and maximal idleness, in hours or -1, is. */
    private static boolean isAnsweredDirectly(Cache<WatchedKey, String> cache, int lifespan, int idle) {
        WatchedKey key = new WatchedKey();
        cache.put(key, "value", lifespan, TimeUnit.HOURS, idle, TimeUnit.HOURS);
        key.lookedUpByInfinispan = false;
        assertThat(cache.get(key)).isEqualTo("value");
        return !key.lookedUpByInfinispan;
    }

    /** Knows whether it was looked up on the way through Infinispan's own interceptors. */
    private static final class WatchedKey {

        private boolean lookedUpByInfinispan;

        @Override
        public int hashCode() {
            lookedUpByInfinispan |= StackWalker.getInstance()
                    .walk(frames -> frames.anyMatch(
                            frame -> frame.getClassName().equals(EntryWrappingInterceptor.class.getName())));
            return 7;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    @Listener
    static final class Visits {

        private final List<Object> keys = new CopyOnWriteArrayList<>();

        @CacheEntryVisited
        public void visited(CacheEntryVisitedEvent<?, ?> event) {
            if (event.isPre()) {
                keys.add(event.getKey());
            }
        }
    }

    static final class Reads extends BaseAsyncInterceptor {

        private final List<Object> keys = new CopyOnWriteArrayList<>();

        @Override
        public Object visitCommand(InvocationContext context, VisitableCommand command) {
            if (command instanceof GetKeyValueCommand get) {
                keys.add(get.getKey());
            }
            return invokeNext(context, command);
        }
    }
}
