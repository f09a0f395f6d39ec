package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.Problem;
import io.spandrel.configuration.Spandrel;
import io.spandrel.grid.infinispan.RecordingCapability;
import io.spandrel.grid.infinispan.TestCluster;
import io.spandrel.grid.infinispan.eviction.CacheEviction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.container.impl.DefaultDataContainer;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which capabilities get into a cache, in which order, and what happens when one is missing or fails. */
class CapabilitiesTest {

    private EmbeddedCacheManager manager;

    @BeforeEach
    void clear() {
        RecordingCapability.CALLS.clear();
    }

    @AfterEach
    void stop() {
        if (manager != null) {
            manager.stop();
        }
    }

    @Test
    void start_severalOn_installsInOrderAndClosesInReverse() {
        manager = TestCluster.local(cache("cache", "<grid:near-cache max-count=\"5\"/>"));

        manager.getCache("cache");
        assertThat(RecordingCapability.CALLS)
                .containsExactly(
                        "near-cache installed in cache", "x-second installed in cache", "x-third installed in cache");
        RecordingCapability.CALLS.clear();
        manager.getCache("cache").stop();

        assertThat(RecordingCapability.CALLS)
                .containsExactly("x-third closed in cache", "x-second closed in cache", "near-cache closed in cache");
    }

    @Test
    void restart_ofACache_installsAgain() {
        manager = TestCluster.local(
                cache("cache", "<grid:near-cache max-count=\"5\"/><grid:eviction policy=\"lru\" max-count=\"3\"/>"));
        manager.getCache("cache").stop();
        RecordingCapability.CALLS.clear();

        manager.getCache("cache").start();
        for (int i = 0; i < 10; i++) {
            manager.getCache("cache").put(i, i);
        }

        assertThat(RecordingCapability.CALLS).hasSize(3).first().isEqualTo("near-cache installed in cache");
        assertThat(manager.getCache("cache")).hasSize(3);
    }

    @Test
    void start_installFails_refusesTheCacheAndClosesTheOthers() {
        manager = TestCluster.local("");
        manager.defineConfiguration("failing", nearCache());

        assertThatThrownBy(() -> manager.getCache("failing"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("Capability 'x-second' cannot be installed in cache 'failing': no room left");

        assertThat(RecordingCapability.CALLS)
                .containsExactly(
                        "near-cache installed in failing",
                        "x-second installed in failing",
                        "near-cache closed in failing");
        assertThat(manager.isRunning("failing")).isFalse();
    }

    @Test
    void start_elementsWithoutCapability_refusesAllOfAllCachesAtOnce() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        Throwable failure = catchThrowable(() -> manager = TestCluster.local(cache("one", "<grid:warm-up/>")
                + cache("two", "<grid:warm-up/><grid:eviction policy=\"lru\" max-count=\"3\"/>")));

        ConfigException refusal = causeOf(failure, ConfigException.class);
        assertThat(refusal.problems())
                .extracting(problem -> problem.cache() + " " + problem.element())
                .contains("one warm-up", "two warm-up")
                .doesNotContain("two eviction");
        assertThat(refusal.problems()).extracting(Problem::rule).containsOnly("is not available in this version");
        assertThat(threadsSince(before)).isEmpty();
    }

    @Test
    void start_cacheDefinedLater_isRefusedWhenItStarts() {
        manager = TestCluster.local("");
        ConfigurationBuilder builder = new ConfigurationBuilder();
        Spandrel.cache(builder).warmUp();
        manager.defineConfiguration("late", builder.build());

        assertThatThrownBy(() -> manager.getCache("late"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cache 'late', <grid:warm-up>: is not available in this version");
        assertThat(manager.isRunning("late")).isFalse();
    }

    @Test
    void start_containerElementWithoutCapability_isRefused() {
        assertThatThrownBy(() -> manager = TestCluster.local("<grid:grid><grid:resp/></grid:grid>"))
                .hasStackTraceContaining("<grid:resp>: is not available in this version");
    }

    @Test
    void start_memberCapabilityFails_refusesTheManagerAndStopsIt() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThatThrownBy(() -> manager = TestCluster.local("<grid:grid node-name=\"refusing\"/>"))
                .hasStackTraceContaining("Capability 'x-refusing' cannot be installed in the cache manager: not today");

        assertThat(threadsSince(before)).isEmpty();
    }

    @Test
    void start_cacheWithoutElements_keepsInfinispansComponents() {
        manager = TestCluster.local("<local-cache name=\"plain\"/>");
        ComponentRegistry components = ComponentRegistry.of(manager.getCache("plain"));

        assertThat(components.getComponent(InternalDataContainer.class))
                .isExactlyInstanceOf(DefaultDataContainer.class);
        assertThat(components.getComponent(AsyncInterceptorChain.class).getInterceptors())
                .noneMatch(interceptor -> interceptor.getClass().getName().startsWith("io.spandrel"));
        assertThat(components.getComponent(CacheEviction.class)).isNull();
        assertThat(RecordingCapability.CALLS).isEmpty();
    }

    @Test
    void capabilities_twoForOneElement_areRefused() {
        assertThatThrownBy(() -> new Capabilities(
                        List.of(new RecordingCapability.First(), new RecordingCapability.First()), List.of()))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("Two capabilities claim <grid:near-cache>");
    }

    private static Configuration nearCache() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        Spandrel.cache(builder).nearCache().maxCount(5);
        return builder.build();
    }

    private static String cache(String name, String elements) {
        return "<local-cache name=\"" + name + "\">" + elements + "</local-cache>";
    }

    private static <T extends Throwable> T causeOf(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        throw new AssertionError("No " + type.getSimpleName() + " caused this", failure);
    }

    private static Set<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread) && !thread.isDaemon())
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }
}
