package io.spandrel.grid.infinispan.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.coordination.Coordination;
import io.spandrel.grid.infinispan.TestCluster;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.metrics.impl.MetricsRegistry;
import org.infinispan.remoting.transport.Address;
import org.infinispan.util.concurrent.locks.LockManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each counter of coordinated eviction moves for its cause, and shows in reports, in JMX and in both kinds of metrics. */
class CoordinationCountersTest {

    private static final int BOUND = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CACHE = """
            <replicated-cache name="cache" segments="4" statistics="true">
              <grid:eviction max-count="%d" policy="lru" coordinated="true"/>
            </replicated-cache>
            """.formatted(BOUND);

    private static final InMemoryMetricReader OPEN_TELEMETRY = InMemoryMetricReader.create();
    private static OpenTelemetrySdk sdk;
    private static TestCluster cluster;
    private static Cache<String, String> primary;
    private static Cache<String, String> backup;

    @BeforeAll
    static void start() {
        GlobalOpenTelemetry.resetForTest();
        sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(OPEN_TELEMETRY)
                        .build())
                .buildAndRegisterGlobal();
        cluster = TestCluster.of(2, "<grid:grid><grid:telemetry metrics=\"true\"/></grid:grid>" + CACHE);
        primary = cluster.cache(0, "cache");
        backup = cluster.cache(1, "cache");
    }

    @AfterAll
    static void stop() {
        cluster.close();
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void victimsSent_primaryEvicts_moves() {
        movesAt(
                0,
                "victimsSent",
                CoordinationReport::victimsSent,
                () -> ledByPrimary("sent").forEach(key -> primary.put(key, "value")));
    }

    @Test
    void followed_primaryEvicts_movesAtTheBackup() {
        movesAt(
                1,
                "followed",
                CoordinationReport::followed,
                () -> ledByPrimary("followed").forEach(key -> primary.put(key, "value")));
    }

    /* Victims that are being written wait, so nothing makes room for more. */
    @Test
    void victimsDropped_tooManyWait_moves() {
        LockManager locks = ComponentRegistry.componentOf(primary, LockManager.class);
        List<String> keys = ledByPrimary("dropped", 40_000).toList();
        locks.lockAll(keys, this, 0, TimeUnit.SECONDS);

        try {
            movesAt(
                    0,
                    "victimsDropped",
                    CoordinationReport::victimsDropped,
                    () -> keys.forEach(coordination(0)::evicted));
        } finally {
            locks.unlockAll(keys, this);
        }
    }

    @Test
    void refused_senderIsNotThePrimary_moves() {
        Address self = topology(backup).getLocalAddress();

        movesAt(
                1,
                "refused",
                CoordinationReport::refused,
                () -> coordination(1)
                        .follow(
                                self,
                                ledByPrimary("refused").map(Object.class::cast).toList()));
    }

    @Test
    void readsSent_backupReads_moves() {
        primary.put(aKeyLedByPrimary("read"), "value");

        movesAt(1, "readsSent", CoordinationReport::readsSent, () -> backup.get(aKeyLedByPrimary("read")));
    }

    @Test
    void readsHeard_backupReads_movesAtThePrimary() {
        primary.put(aKeyLedByPrimary("heard"), "value");

        movesAt(0, "readsHeard", CoordinationReport::readsHeard, () -> backup.get(aKeyLedByPrimary("heard")));
    }

    @Test
    void readsDropped_tooManyWait_moves() {
        movesAt(
                1,
                "readsDropped",
                CoordinationReport::readsDropped,
                () -> ledByPrimary("dropped", 40_000).forEach(coordination(1)::readAsBackup));
    }

    @Test
    void evened_onlyABackupHoldsAKey_movesAtThePrimary() {
        movesAt(0, "evened", CoordinationReport::evened, () -> atBackupOnly(aKeyLedByPrimary("evened")));
    }

    @Test
    void uncoordinatedEvictions_backupHasNoRoom_moves() {
        movesAt(
                1,
                "uncoordinatedEvictions",
                CoordinationReport::uncoordinatedEvictions,
                () -> ledByPrimary("alone").forEach(CoordinationCountersTest::atBackupOnly));
    }

    /** Repeats the cause until the counter has moved, and looks for its value wherever counters are shown. */
    private static void movesAt(int member, String name, ToLongFunction<CoordinationReport> counter, Runnable cause) {
        long before = counter.applyAsLong(report(member));
        await().atMost(PATIENCE).until(() -> {
            cause.run();
            return counter.applyAsLong(report(member)) > before;
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            long now = counter.applyAsLong(report(member));
            assertThat(counter.applyAsLong(asSeenByTheOther(member)))
                    .as("report")
                    .isEqualTo(now);
            assertThat(jmx(member, name)).as("JMX").isEqualTo(now);
            assertThat(micrometer(member, name)).as("Micrometer").hasValue(now);
            assertThat(openTelemetry(member, name)).as("OpenTelemetry").hasValue(now);
        });
    }

    private static CoordinationReport report(int member) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        cluster.grid(member).cache("cache").report().eviction())
                .coordination());
    }

    private static CoordinationReport asSeenByTheOther(int member) throws Exception {
        String name = cluster.grid(member).report().self();
        return TestCluster.get(cluster.grid(1 - member).memberReports(PATIENCE)).stream()
                .filter(report -> report.member().equals(name))
                .map(report ->
                        Objects.requireNonNull(report.eviction().get("cache").coordination()))
                .findAny()
                .orElseThrow();
    }

    private static long jmx(int member, String attribute) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String domain =
                cluster.manager(member).getCacheManagerConfiguration().jmx().domain();
        ObjectName bean = server.queryNames(new ObjectName(domain + ":component=SpandrelCoordination,*"), null)
                .iterator()
                .next();
        return (long) server.getAttribute(bean, attribute);
    }

    private static OptionalLong micrometer(int member, String counter) {
        String metric = "infinispan_spandrel_coordination_" + words(counter, "_") + "{";
        return GlobalComponentRegistry.componentOf(cluster.manager(member), MetricsRegistry.class)
                .scrape("text/plain")
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findAny();
    }

    private static OptionalLong openTelemetry(int member, String counter) {
        String self = cluster.grid(member).report().self();
        return OPEN_TELEMETRY.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals("spandrel.coordination." + words(counter, ".")))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .filter(point -> self.equals(point.getAttributes().get(AttributeKey.stringKey("spandrel.member"))))
                .mapToLong(point -> point.getValue())
                .findAny();
    }

    private static String words(String counter, String separator) {
        return counter.replaceAll("(?=[A-Z])", separator).toLowerCase(Locale.ROOT);
    }

    private static Coordination<Address> coordination(int member) {
        LocalMember local = GlobalComponentRegistry.componentOf(cluster.manager(member), LocalMember.class);
        return Objects.requireNonNull(local.caches().find("cache", CacheCoordination.class)).coordination;
    }

    /* Keys stored as they are: what the cache is given is what the container holds. */
    private static void atBackupOnly(String key) {
        backup.getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL).put(key, "value");
    }

    private static String aKeyLedByPrimary(String prefix) {
        return ledByPrimary(prefix).findFirst().orElseThrow();
    }

    private static Stream<String> ledByPrimary(String prefix) {
        return ledByPrimary(prefix, 10 * BOUND);
    }

    /** About half of so many keys. */
    private static Stream<String> ledByPrimary(String prefix, int keys) {
        LocalizedCacheTopology topology = topology(primary);
        return IntStream.range(0, keys)
                .mapToObj(i -> prefix + i)
                .filter(key -> topology.getDistribution(key).isPrimary());
    }

    private static LocalizedCacheTopology topology(Cache<?, ?> cache) {
        return cache.getAdvancedCache().getDistributionManager().getCacheTopology();
    }
}
