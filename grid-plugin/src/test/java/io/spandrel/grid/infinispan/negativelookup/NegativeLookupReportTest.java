package io.spandrel.grid.infinispan.negativelookup;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.FilterReport;
import io.spandrel.grid.infinispan.TestCluster;
import io.spandrel.grid.negativelookup.SegmentFilter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members say of a cache's negative lookup. */
class NegativeLookupReportTest {

    private static final int KEYS = 2_000;
    private static final int ABSENT = 20_000;
    private static final String CACHES = """
            <local-cache name="stored">
              <persistence><store class="io.spandrel.grid.infinispan.negativelookup.GatedStore" segmented="false"/></persistence>
              <grid:negative-lookup remote="never" audit-rate="0" false-positive-rate="0.01" initial-capacity="16"/>
            </local-cache>
            <local-cache name="checked">
              <persistence><store class="io.spandrel.grid.infinispan.negativelookup.GatedStore" segmented="false"/></persistence>
              <grid:negative-lookup remote="never" audit-rate="1"/>
            </local-cache>
            <local-cache name="plain"/>
            """;

    private TestCluster cluster;
    private Cache<Object, Object> cache;

    @BeforeEach
    void start() {
        cluster = TestCluster.of(2, CACHES);
        cache = cluster.cache(0, "stored");
        awaitReady("stored");
        awaitReady("checked");
    }

    @AfterEach
    void stop() {
        GatedStore.gate.complete(null);
        cluster.close();
    }

    @Test
    void report_keysWritten_tellsWhatTheFiltersAreAndHold() {
        fill();

        FilterReport report = report("stored");

        assertThat(report.keys()).isBetween(KEYS * 98L / 100, (long) KEYS);
        assertThat(report.departed()).isZero();
        assertThat(report.slotsUsed()).isGreaterThan(report.keys() * 9 / 10);
        assertThat(report.load()).isBetween(0.2, 1.0);
        assertThat(report.memory()).isGreaterThan(KEYS);
        assertThat(report.bitsPerKey()).isEqualTo(8.0 * report.memory() / report.keys());
        assertThat(report.wanted()).isEqualTo(0.01);
        assertThat(report.expected()).isBetween(0.001, 0.02);
        assertThat(report.kicks()).isPositive();
        assertThat(report.rebuilding()).isZero();
    }

    @Test
    void report_absentKeysRead_countsAnswersAndStoreReadsSaved() {
        fill();
        FilterReport before = report("stored");

        readAbsent("stored", ABSENT);

        FilterReport after = report("stored");
        long inVain = after.inVain() - before.inVain();
        assertThat(after.absent() - before.absent() + inVain).isEqualTo(ABSENT);
        assertThat(after.maybe() - before.maybe()).isEqualTo(inVain);
        assertThat(after.storeReadsSaved()).isEqualTo(after.absent());
        assertThat((double) inVain / ABSENT).isBetween(after.expected() / 2, after.expected() * 2);
        assertThat(after.measured()).isEqualTo((double) after.inVain() / (after.inVain() + after.absent()));
        assertThat(after.audits()).isZero();
    }

    @Test
    void report_answersChecked_countsAuditsAndSavesNothing() {
        readAbsent("checked", 100);

        FilterReport report = report("checked");
        assertThat(report.absent()).isEqualTo(100);
        assertThat(report.audits()).isEqualTo(100);
        assertThat(report.auditFailures()).isZero();
        assertThat(report.storeReadsSaved()).isZero();
    }

    @Test
    void report_keyInTheFilterAndNotInMemory_isAMaybeNotInVain() {
        cache.put("key", "value");
        cache.evict("key");
        long before = report("stored").maybe();

        assertThat(cache.get("key")).isEqualTo("value");

        assertThat(report("stored").maybe()).isEqualTo(before + 1);
        assertThat(report("stored").inVain()).isZero();
    }

    @Test
    void report_filtersInDoubt_showsTheRebuildAndWhatIsBypassed() {
        fill();
        FilterReport before = report("stored");
        GatedStore.gate = new CompletableFuture<>();
        lookup("stored").filters().forEach(SegmentFilter::doubt);
        lookup("stored").fillingDue();
        await().untilAsserted(() -> assertThat(progress("stored").keysRead()).isEqualTo(KEYS));

        readAbsent("stored", 10);

        FilterReport during = report("stored");
        assertThat(during.ready()).isZero();
        assertThat(during.rebuilding()).isPositive();
        assertThat(progress("stored").segments()).isEqualTo(during.rebuilding());
        assertThat(progress("stored").keysExpected()).isEqualTo(2 * KEYS);
        assertThat(during.bypassed()).isEqualTo(10);
        assertThat(during.absent()).isEqualTo(before.absent());

        GatedStore.gate.complete(null);
        awaitReady("stored");
        assertThat(report("stored").rebuilds()).isGreaterThan(before.rebuilds());
        assertThat(report("stored").rebuilding()).isZero();
    }

    @Test
    void report_keysRemoved_areDepartedUntilARebuild() {
        fill();

        for (int i = 0; i < 10; i++) {
            cache.remove(i);
        }

        assertThat(report("stored").departed()).isEqualTo(10);
    }

    @Test
    void report_nothingAskedYet_hasNoMeasureAndNoBits() {
        FilterReport report = report("stored");

        assertThat(report.measured()).isNaN();
        assertThat(report.bitsPerKey()).isNaN();
        assertThat(report.expected()).isZero();
        assertThat(report.memory()).as("255 filters without a key").isZero();
        assertThat(report.copies()).as("of a local cache").isNull();
    }

    @Test
    void report_plainCache_isNone() {
        assertThat(cluster.grid(0).cache("plain").report().filter()).isNull();
    }

    @Test
    void memberReports_ofTheOther_carryEachMembersOwn() throws Exception {
        fill();
        readAbsent("stored", 50);

        var members = get(cluster.grid(1).memberReports(Duration.ofSeconds(10)));

        assertThat(members.get(0).filter()).containsOnlyKeys("stored", "checked");
        assertThat(members.get(0).filter().get("stored")).isEqualTo(report("stored"));
        assertThat(members.get(1).filter().get("stored").keys()).isZero();
    }

    @Test
    void figures_ofARebuildUnderWay_travelWhole() {
        FilterReport report = new FilterReport(
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                0.1,
                0.2,
                8,
                9,
                10,
                11,
                12,
                13,
                14,
                15,
                16,
                new FilterReport.Progress(1, 2, -1),
                new FilterReport.Copies(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));

        assertThat(FilterFigures.of(report).report()).isEqualTo(report);
    }

    @Test
    void bean_ofTheCache_showsTheSame() throws Exception {
        fill();
        readAbsent("stored", 1_000);
        FilterReport report = report("stored");

        assertThat(bean("keys")).isEqualTo(report.keys());
        assertThat(bean("answersAbsent")).isEqualTo(report.absent());
        assertThat(bean("answersMaybe")).isEqualTo(report.maybe());
        assertThat(bean("storeReadsSpared")).isEqualTo(report.storeReadsSaved());
        assertThat(bean("storeReads")).isEqualTo(report.maybe());
        assertThat(bean("storeReadsInVain")).isEqualTo(report.inVain());
        assertThat(bean("bypassed")).isEqualTo(0L);
        assertThat(bean("load")).isEqualTo(report.load());
        assertThat(bean("bitsPerKey")).isEqualTo(report.bitsPerKey());
        assertThat(bean("expectedFalsePositives")).isEqualTo(report.expected());
        assertThat(bean("measuredFalsePositives")).isEqualTo(report.measured());
        assertThat(bean("kicks")).isEqualTo(report.kicks());
        assertThat(bean("rebuilds")).isEqualTo(report.rebuilds());
    }

    private void fill() {
        for (int i = 0; i < KEYS; i++) {
            cache.put(i, "value");
        }
    }

    private void readAbsent(String name, int keys) {
        for (int i = 0; i < keys; i++) {
            assertThat(cluster.cache(0, name).get("absent-" + i)).isNull();
        }
    }

    private void awaitReady(String name) {
        await().untilAsserted(() -> {
            assertThat(report(name).ready()).isPositive();
            assertThat(report(name).rebuilding()).isZero();
            assertThat(report(name).progress()).isNull();
        });
    }

    private FilterReport report(String name) {
        return Objects.requireNonNull(cluster.grid(0).cache(name).report().filter());
    }

    private FilterReport.Progress progress(String name) {
        return Objects.requireNonNull(report(name).progress());
    }

    private NegativeLookup lookup(String name) {
        return ComponentRegistry.of(cluster.cache(0, name)).getComponent(NegativeLookup.class);
    }

    private Object bean(String attribute) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName any = new ObjectName(cluster.name() + ".a:component=SpandrelNegativeLookup,*");
        ObjectName name = server.queryNames(any, null).stream()
                .filter(one -> one.getKeyProperty("name").contains("stored"))
                .findFirst()
                .orElseThrow();
        return server.getAttribute(name, attribute);
    }
}
