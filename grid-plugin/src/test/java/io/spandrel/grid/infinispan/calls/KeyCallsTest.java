package io.spandrel.grid.infinispan.calls;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.spandrel.grid.Calls;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.infinispan.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.metrics.impl.MetricsRegistry;
import org.infinispan.stats.Stats;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls are counted once, on the member that is called, and Infinispan's own statistics say what they said before. */
class KeyCallsTest {

    private static final String CACHES = """
            <metrics gauges="true" histograms="true"/>
            <grid:grid><grid:telemetry metrics="true"/></grid:grid>
            <distributed-cache name="timed" owners="2" segments="16" statistics="true">
              <grid:eviction policy="lru" max-count="1000"/>
            </distributed-cache>
            <distributed-cache name="versioned" owners="2" segments="16" statistics="true">
              <encoding media-type="application/x-protostream"/>
              <grid:consistency/>
            </distributed-cache>
            <distributed-cache name="silent" owners="2" segments="16">
              <grid:eviction policy="lru" max-count="1000"/>
            </distributed-cache>
            <distributed-cache name="plain" owners="2" segments="16" statistics="true"/>
            """;

    private static final InMemoryMetricReader OPEN_TELEMETRY = InMemoryMetricReader.create();
    private static OpenTelemetrySdk sdk;
    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        GlobalOpenTelemetry.resetForTest();
        sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(OPEN_TELEMETRY)
                        .build())
                .buildAndRegisterGlobal();
        cluster = TestCluster.of(3, CACHES);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void calls_ofOneMember_countThereOnly() throws Exception {
        Map<Integer, Calls> before = Map.of(0, calls(0, "timed"), 1, calls(1, "timed"));
        Cache<String, String> cache = cluster.cache(0, "timed");

        for (int i = 0; i < 20; i++) {
            cache.put("key-" + i, "value");
            cache.get("key-" + i);
            cache.get("absent-" + i);
        }
        cache.remove("key-0");
        cache.remove("absent-0");

        Calls now = calls(0, "timed");
        assertThat(more(now.writes(), before.get(0).writes())).isEqualTo(20);
        assertThat(more(now.reads(), before.get(0).reads())).isEqualTo(40);
        assertThat(more(now.removes(), before.get(0).removes())).isEqualTo(2);
        assertThat(now.writes().p50Nanos())
                .isPositive()
                .isLessThanOrEqualTo(now.writes().p999Nanos());
        assertThat(now.writes().p999Nanos()).isLessThanOrEqualTo(now.writes().maxNanos());
        assertThat(calls(1, "timed")).isEqualTo(before.get(1));
        assertThat(Objects.requireNonNull(seenFrom(2, "a").calls().get("timed")).sinceStart())
                .isEqualTo(now);
    }

    @Test
    void calls_ofAVersionedCache_count() throws Exception {
        Cache<String, String> cache = cluster.cache(1, "versioned");

        cache.put("key", "value");
        cache.get("key");
        cache.remove("key");

        Calls now = calls(1, "versioned");
        assertThat(List.of(
                        now.reads().count(), now.writes().count(), now.removes().count()))
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void calls_forSeveralKeysOrWithoutStatistics_doNotCount() throws Exception {
        Cache<String, String> cache = cluster.cache(2, "timed");
        Calls before = calls(2, "timed");

        cache.putAll(Map.of("one", "value", "two", "value"));
        cache.getAdvancedCache().getAll(Set.of("one", "two"));
        cache.getAdvancedCache().withFlags(Flag.SKIP_STATISTICS).get("one");

        assertThat(calls(2, "timed")).isEqualTo(before);
    }

    @Test
    void cache_withoutStatisticsOrGridElements_isNotTimed() throws Exception {
        for (String name : List.of("silent", "plain")) {
            cluster.cache(0, name).put("key", "value");
            cluster.cache(0, name).get("key");

            assertThat(cluster.grid(0).cache(name).report().calls()).as(name).isNull();
            assertThat(seenFrom(1, "a").calls()).as(name).doesNotContainKey(name);
        }
    }

    @Test
    void statisticsOfInfinispan_sayWhatTheySaidBefore() {
        Cache<String, String> timed = cluster.cache(0, "timed");
        Cache<String, String> plain = cluster.cache(0, "plain");
        Stats before = timed.getAdvancedCache().getStats();
        Stats plainBefore = plain.getAdvancedCache().getStats();
        for (Cache<String, String> cache : List.of(timed, plain)) {
            for (int i = 0; i < 10; i++) {
                cache.put("same-" + i, "value");
                cache.get("same-" + i);
            }
            cache.get("not there");
            cache.remove("same-0");
        }

        Stats now = timed.getAdvancedCache().getStats();
        Stats plainNow = plain.getAdvancedCache().getStats();
        assertThat(now.getHits() - before.getHits()).isEqualTo(plainNow.getHits() - plainBefore.getHits());
        assertThat(now.getMisses() - before.getMisses()).isEqualTo(plainNow.getMisses() - plainBefore.getMisses());
        assertThat(now.getStores() - before.getStores()).isEqualTo(plainNow.getStores() - plainBefore.getStores());
        assertThat(now.getAverageReadTimeNanos()).isPositive();
        assertThat(now.getAverageWriteTimeNanos()).isPositive();
    }

    /* Infinispan's own metrics are registered after the times are listened to: they are told through the same object. */
    @Test
    void metricsOfInfinispan_areToldAsBefore() {
        Cache<String, String> cache = cluster.cache(1, "timed");
        cache.get("never there");
        cluster.<String, String>cache(1, "plain").get("never there");

        List<String> lines = GlobalComponentRegistry.componentOf(cluster.manager(1), MetricsRegistry.class)
                .scrape("text/plain")
                .lines()
                .toList();

        for (String name : List.of("timed", "plain")) {
            assertThat(lines)
                    .as(name)
                    .anyMatch(line ->
                            line.matches(".*miss_times_(seconds_)?count\\{.*cache=\"%s\".*} [1-9].*".formatted(name)));
        }
    }

    @Test
    void openTelemetry_tellsWhatTheReportTells() {
        cluster.cache(0, "timed").put("told", "value");
        Attributes labels = Attributes.of(
                AttributeKey.stringKey("spandrel.member"), "a",
                AttributeKey.stringKey("spandrel.cache"), "timed",
                AttributeKey.stringKey("spandrel.operation"), "write");

        assertThat(OPEN_TELEMETRY.collectAllMetrics().stream()
                        .filter(metric -> metric.getName().equals("spandrel.cache.calls"))
                        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                        .filter(point -> point.getAttributes().equals(labels))
                        .mapToLong(point -> point.getValue()))
                .containsExactly(calls(0, "timed").writes().count());
    }

    private static long more(LatencyHistogram now, LatencyHistogram before) {
        return now.count() - before.count();
    }

    private static Calls calls(int member, String cache) {
        return Objects.requireNonNull(cluster.grid(member).cache(cache).report().calls())
                .sinceStart();
    }

    private static MemberReport seenFrom(int asking, String member) throws Exception {
        return get(cluster.grid(asking).memberReports(Duration.ofSeconds(10))).stream()
                .filter(report -> report.member().equals(member))
                .findAny()
                .orElseThrow();
    }
}
