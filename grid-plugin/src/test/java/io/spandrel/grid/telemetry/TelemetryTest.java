package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.spandrel.configuration.RemoteFilters;
import io.spandrel.configuration.Spandrel;
import io.spandrel.grid.Consistency;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridCache;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.telemetry.SpanCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application's OpenTelemetry gets to see. */
class TelemetryTest {

    @TempDir
    private Path directory;

    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private OpenTelemetrySdk sdk;

    @BeforeEach
    void register() {
        GlobalOpenTelemetry.resetForTest();
        sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .buildAndRegisterGlobal();
    }

    @AfterEach
    void unregister() {
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void metrics_on_showMembersCachesAndBounds() throws Exception {
        try (DefaultCacheManager manager = manager(true, false, false)) {
            for (int i = 0; i < 10; i++) {
                manager.getCache("bounded").put(i, i);
            }
            manager.getCache("bounded").get("absent");
            manager.getCache("bounded").get(5);

            Map<String, Long> values = collect();

            assertThat(values)
                    .containsEntry("spandrel.members", 1L)
                    .containsEntry("spandrel.view.changes", 0L)
                    .containsEntry("spandrel.drain.segments", 0L)
                    .containsEntry("spandrel.cache.entries bounded", 4L)
                    .containsEntry("spandrel.cache.stores bounded", 10L)
                    .containsEntry("spandrel.cache.misses bounded", 2L)
                    .containsEntry("spandrel.cache.calls bounded write", 10L)
                    .containsEntry("spandrel.cache.calls bounded read", 2L)
                    .containsKey("spandrel.cache.latency bounded write 0.99")
                    .containsKey("spandrel.cache.latency.max bounded write")
                    .containsEntry("spandrel.eviction.bound bounded", 4L)
                    .containsEntry("spandrel.eviction.size bounded", 4L)
                    .containsEntry("spandrel.eviction.evictions bounded", 6L)
                    .containsEntry("spandrel.eviction.premature bounded", 1L)
                    .containsEntry("spandrel.eviction.policy.failures bounded", 0L);
        }
        assertThat(collect()).isEmpty();
    }

    @Test
    void metrics_boundedCache_showItsMissRatioCurve() throws Exception {
        try (DefaultCacheManager manager = manager(true, false, false)) {
            for (int i = 0; i < 60; i++) {
                if (manager.getCache("bounded").get(i % 6) == null) {
                    manager.getCache("bounded").put(i % 6, i);
                }
            }

            assertThat(collectDoubles())
                    .containsEntry("spandrel.eviction.hit.ratio.measured", 0.0)
                    .containsEntry("spandrel.eviction.hit.ratio.lru 1.0", 0.0)
                    .containsEntry("spandrel.eviction.hit.ratio.expected 1.0", 0.0)
                    .containsEntry("spandrel.eviction.hit.ratio.lru 2.0", 0.9)
                    .containsEntry("spandrel.eviction.hit.ratio.expected 2.0", 0.9)
                    .containsEntry("spandrel.eviction.curve.keys", 6.0)
                    .hasEntrySatisfying(
                            "spandrel.eviction.curve.memory",
                            bytes -> assertThat(bytes).isBetween(1e4, 1e6));
        }
    }

    @Test
    void metrics_cacheWithAuto_showItsChoice() throws Exception {
        try (DefaultCacheManager manager = manager(true, false, false)) {
            ConfigurationBuilder auto = new ConfigurationBuilder();
            Spandrel.cache(auto)
                    .eviction()
                    .policy("auto")
                    .candidates(List.of("lru", "lirs"))
                    .maxCount(100);
            manager.defineConfiguration("choosing", auto.build());
            Cache<Object, Object> cache = manager.getCache("choosing");
            for (int i = 0; i < 10_000; i++) {
                cache.put(i % 120, i); // a loop, of which LRU has nothing
            }

            Map<String, Number> values = ofPolicies();

            assertThat(values)
                    .containsEntry("spandrel.eviction.policy.chosen lru", 0L)
                    .containsEntry("spandrel.eviction.policy.chosen lirs", 1L)
                    .containsEntry("spandrel.eviction.candidate.hit.ratio lru", 0.0);
            assertThat(values.get("spandrel.eviction.candidate.hit.ratio lirs").doubleValue())
                    .isBetween(0.5, 0.84);
            assertThat(collect().get("spandrel.eviction.policy.switches choosing"))
                    .isPositive();
        }
    }

    @Test
    void metrics_cacheWithNegativeLookup_showItsFilters() throws Exception {
        try (DefaultCacheManager manager = manager(true, false, false)) {
            ConfigurationBuilder stored = new ConfigurationBuilder();
            stored.persistence()
                    .addSoftIndexFileStore()
                    .purgeOnStartup(true)
                    .dataLocation(directory.resolve("data").toString())
                    .indexLocation(directory.resolve("index").toString());
            Spandrel.cache(stored)
                    .negativeLookup()
                    .remote(RemoteFilters.NEVER)
                    .initialCapacity(16)
                    .falsePositiveRate(0.1)
                    .auditRate(1);
            manager.defineConfiguration("stored", stored.build());
            Cache<Object, Object> cache = manager.getCache("stored");
            await().until(() -> collect().getOrDefault("spandrel.filter.segments.rebuilding stored", -1L) == 0);
            for (int i = 0; i < 2_000; i++) {
                cache.put(i, i);
                cache.get("absent " + i);
            }
            cache.remove(7);

            Map<String, Long> values = collect();
            Map<String, Double> shares = collectDoubles();

            long asked = values.get("spandrel.filter.absent stored") + values.get("spandrel.filter.maybe stored");
            assertThat(asked).isEqualTo(4_000);
            assertThat(values)
                    .containsEntry("spandrel.filter.departed stored", 1L)
                    .containsEntry("spandrel.filter.audits stored", values.get("spandrel.filter.absent stored"))
                    .containsEntry("spandrel.filter.audit.failures stored", 0L)
                    .containsEntry("spandrel.filter.store.reads.saved stored", 0L)
                    .containsEntry("spandrel.filter.bypassed stored", 0L)
                    .containsEntry("spandrel.filter.maybe.in.vain stored", values.get("spandrel.filter.maybe stored"));
            assertThat(values.keySet())
                    .filteredOn(name -> name.endsWith(" bounded"))
                    .noneMatch(name -> name.contains("filter"));
            for (String moved : List.of("segments.ready", "keys", "memory", "maybe", "kicks", "rebuilds")) {
                assertThat(values.get("spandrel.filter." + moved + " stored"))
                        .as(moved)
                        .isPositive();
            }
            for (String moved :
                    List.of("load", "bits.per.key", "false.positives.expected", "false.positives.measured")) {
                assertThat(shares.get("spandrel.filter." + moved)).as(moved).isPositive();
            }
        }
    }

    @Test
    void metrics_off_showNothing() throws Exception {
        try (DefaultCacheManager manager = manager(false, false, false)) {
            manager.getCache("bounded").put("key", "value");

            assertThat(collect()).isEmpty();
        }
    }

    @Test
    void tracing_on_makesASpanOfEachOperation() throws Exception {
        try (DefaultCacheManager manager = manager(false, true, true)) {
            Span caller = sdk.getTracer("test").spanBuilder("caller").startSpan();
            try (Scope ignored = caller.makeCurrent()) {
                Grid.of(manager).cache("bounded").clear().toCompletableFuture().get(10, TimeUnit.SECONDS);
            }
            caller.end();

            SpanData span = spans.getFinishedSpanItems().get(0);
            assertThat(span.getName()).isEqualTo("spandrel.clear");
            assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
            assertThat(span.getAttributes().get(Labels.CACHE)).isEqualTo("bounded");
            assertThat(span.getAttributes().get(Labels.CORRELATION)).hasSize(36);
            assertThat(span.getStatus()).isEqualTo(StatusData.unset());
        }
    }

    @Test
    void tracing_withoutCorrelation_givesNoId() throws Exception {
        try (DefaultCacheManager manager = manager(false, true, false)) {
            Grid.of(manager).cache("bounded").expireNow().toCompletableFuture().get(10, TimeUnit.SECONDS);

            assertThat(spans.getFinishedSpanItems().get(0).getAttributes().get(Labels.CORRELATION))
                    .isNull();
        }
    }

    @Test
    void tracing_off_makesNone() throws Exception {
        try (DefaultCacheManager manager = manager(true, false, true)) {
            Grid.of(manager).cache("bounded").evictNow().toCompletableFuture().get(10, TimeUnit.SECONDS);

            assertThat(spans.getFinishedSpanItems()).isEmpty();
        }
    }

    @Test
    void tracing_versionedCache_makesASpanOfEachRoundAboveOne() throws Exception {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.DIST_SYNC).hash().numOwners(2);
        Spandrel.cache(cache).consistency();
        try (DefaultCacheManager first = clustered(cache);
                DefaultCacheManager second = clustered(cache)) {
            GridCache grid = Grid.of(first).cache("copied");
            await().until(() -> grid.report().ring().segments().stream()
                    .noneMatch(segment -> segment.backups().isEmpty()));
            String key = IntStream.range(0, 1000)
                    .mapToObj(i -> "key-" + i)
                    .filter(any -> grid.ownersOf(any)
                            .primary()
                            .equals(Grid.of(first).report().self()))
                    .findFirst()
                    .orElseThrow();
            grid.<String, String>with(Consistency.ONE).put(key, "unseen");
            grid.<String, String>with(Consistency.ONE).get(key);
            spans.reset();

            Span caller = sdk.getTracer("test").spanBuilder("caller").startSpan();
            try (Scope ignored = caller.makeCurrent()) {
                grid.<String, String>with(Consistency.QUORUM).put(key, "value");
                grid.<String, String>with(Consistency.ALL).get(key);
            }

            List<SpanData> rounds = spans.getFinishedSpanItems();
            assertThat(rounds).extracting(SpanData::getName).containsExactly("spandrel.write", "spandrel.read");
            assertThat(rounds)
                    .extracting(round -> round.getAttributes().get(RoundSpans.LEVEL))
                    .containsExactly("QUORUM", "ALL");
            assertThat(rounds).allSatisfy(round -> {
                assertThat(round.getParentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId());
                assertThat(round.getAttributes().get(Labels.CACHE)).isEqualTo("copied");
                assertThat(round.getAttributes().get(RoundSpans.KEYS)).isOne();
                assertThat(round.getAttributes().get(RoundSpans.NEEDED)).isEqualTo(2);
                assertThat(round.getAttributes().get(RoundSpans.OWNERS)).isEqualTo(2);
                assertThat(round.getAttributes().get(RoundSpans.ANSWERED)).isEqualTo(2);
                assertThat(round.getAttributes().get(RoundSpans.OUTCOME)).isEqualTo("DONE");
                assertThat(round.getStatus()).isEqualTo(StatusData.unset());
            });
        }
    }

    @Test
    void tracing_onInACluster_showsInfinispansOwnSpans() throws Exception {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.REPL_SYNC);
        cache.tracing().enable().enableCategory(SpanCategory.CLUSTER);
        try (DefaultCacheManager first = clustered(cache);
                DefaultCacheManager second = clustered(cache)) {
            first.getCache("copied").put("key", "value");
            first.getCache("copied").clear();

            assertThat(second.getCache("copied").get("key")).isNull();
            await().untilAsserted(() -> assertThat(spans.getFinishedSpanItems())
                    .filteredOn(
                            span -> span.getInstrumentationScopeInfo().getName().equals("org.infinispan"))
                    .anySatisfy(span -> {
                        assertThat(span.getName()).isEqualTo("ClearCommand");
                        assertThat(span.getAttributes().get(AttributeKey.stringKey("cache")))
                                .isEqualTo("copied");
                        assertThat(span.getAttributes().get(AttributeKey.stringKey("category")))
                                .isEqualToIgnoringCase("cluster");
                    }));
        }
    }

    @Test
    void start_withoutSdk_leavesTheGlobalInstanceToTheApplication() throws Exception {
        GlobalOpenTelemetry.resetForTest();

        try (DefaultCacheManager manager = manager(true, true, true)) {
            assertThat(manager.getCache("bounded").put("key", "value")).isNull();
        }

        assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }

    private Map<String, Long> collect() {
        return metrics.collectAllMetrics().stream()
                .flatMap(metric -> metric.getLongGaugeData().getPoints().isEmpty()
                        ? metric.getLongSumData().getPoints().stream()
                                .map(point -> Map.entry(name(metric, point), point))
                        : metric.getLongGaugeData().getPoints().stream()
                                .map(point -> Map.entry(name(metric, point), point)))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getValue()));
    }

    private Map<String, Double> collectDoubles() {
        return metrics.collectAllMetrics().stream()
                .flatMap(metric -> metric.getDoubleGaugeData().getPoints().stream()
                        .map(point -> Map.entry(scaled(metric, point), Math.round(point.getValue() * 1e6) / 1e6)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, Number> ofPolicies() {
        Map<String, Number> values = new HashMap<>();
        for (MetricData metric : metrics.collectAllMetrics()) {
            metric.getLongGaugeData()
                    .getPoints()
                    .forEach(point -> values.put(ofPolicy(metric, point), point.getValue()));
            metric.getDoubleGaugeData()
                    .getPoints()
                    .forEach(point -> values.put(ofPolicy(metric, point), point.getValue()));
        }
        return values;
    }

    private static String ofPolicy(MetricData metric, PointData point) {
        return metric.getName() + " " + point.getAttributes().get(AttributeKey.stringKey("policy"));
    }

    private static String scaled(MetricData metric, PointData point) {
        Double scale = point.getAttributes().get(AttributeKey.doubleKey("scale"));
        return scale == null ? metric.getName() : metric.getName() + " " + scale;
    }

    /** The metric, its cache, and what else it is labelled with but for the member. */
    private static String name(MetricData metric, LongPointData point) {
        StringBuilder name = new StringBuilder(metric.getName());
        String cache = point.getAttributes().get(Labels.CACHE);
        if (cache != null) {
            name.append(' ').append(cache);
        }
        point.getAttributes().forEach((label, value) -> {
            if (!label.equals(Labels.MEMBER) && !label.equals(Labels.CACHE)) {
                name.append(' ').append(value);
            }
        });
        return name.toString();
    }

    private static DefaultCacheManager clustered(ConfigurationBuilder cache) {
        GlobalConfigurationBuilder container = GlobalConfigurationBuilder.defaultClusteredBuilder();
        container.transport().clusterName("telemetry").addProperty("configurationFile", "stacks/loopback.xml");
        container.jmx().disable();
        Spandrel.container(container).telemetry().tracing(true);
        DefaultCacheManager manager = new DefaultCacheManager(container.build());
        manager.defineConfiguration("copied", cache.build());
        manager.getCache("copied");
        return manager;
    }

    private static DefaultCacheManager manager(boolean metrics, boolean tracing, boolean correlation) {
        GlobalConfigurationBuilder container = new GlobalConfigurationBuilder();
        container.nonClusteredDefault().jmx().disable();
        Spandrel.container(container)
                .telemetry()
                .metrics(metrics)
                .tracing(tracing)
                .correlation(correlation);
        DefaultCacheManager manager = new DefaultCacheManager(container.build());
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.statistics().enable();
        Spandrel.cache(cache).eviction().policy("lru").maxCount(4).missRatioCurve(true);
        manager.defineConfiguration("bounded", cache.build());
        manager.getCache("bounded");
        return manager;
    }
}
