package io.spandrel.grid.infinispan.antientropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.antientropy.Difference;
import io.spandrel.grid.infinispan.TestCluster;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Pace;
import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a comparison of owners keeps to its settings: two members, of which the first asks. */
class OwnersRunTest {

    private static final int MEMBERS = 2;
    private static final int KEYS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /* In bytes: what asks for a segment or a node, and what tells a root, a node, a key and what is held of it. */
    private static final int ASKED = 4;
    private static final int ROOT = 8 + 4 + 8;
    private static final int NODE = 8 + 4;
    private static final int KEY = 8 + 8;

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.of(MEMBERS, """
                <distributed-cache name="many" segments="64">
                  <grid:consistency read-repair="off"/><grid:anti-entropy interval="0"/>
                </distributed-cache>
                <distributed-cache name="nodes" segments="1">
                  <grid:consistency/><grid:anti-entropy interval="0" bucket-size="16"/>
                </distributed-cache>
                <distributed-cache name="keys" segments="1">
                  <grid:consistency/><grid:anti-entropy interval="0" bucket-size="500"/>
                </distributed-cache>
                <distributed-cache name="slow" segments="64">
                  <grid:consistency/><grid:anti-entropy interval="0" throttle="1"/>
                </distributed-cache>
                """);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void run_throttled_takesItsBytesAtTheRate() throws Exception {
        fill("many");
        VirtualTimers timers = new VirtualTimers();
        Pace pace = new Pace(timers, 1_000);

        AntiEntropyReport report = run("many", pace, new Recorded(), 16_384);

        assertThat(report.segmentsDone()).isBetween(16, 48);
        assertThat(pace.bytes()).isEqualTo(batches(report) * 16L + report.segments() * (ASKED + ROOT));
        long lastBatch = 16 + 16 * (ASKED + ROOT);
        assertThat(timers.elapsed())
                .isGreaterThanOrEqualTo(Duration.ofMillis(pace.bytes() - lastBatch))
                .isLessThanOrEqualTo(Duration.ofMillis(pace.bytes() + 20L * batches(report)));
    }

    /* Each look again is given what has been found until then, and never more than one batch of segments beyond the limit. */
    @Test
    void run_moreDiffersThanIsRemembered_looksAgainBeforeItGoesOn() throws Exception {
        fill("many");
        Cache<String, String> other = cluster.cache(1, "many");
        InternalDataContainer<?, ?> container = ComponentRegistry.componentOf(other, InternalDataContainer.class);
        container.clear();
        Recorded atOnce = new Recorded();
        Recorded soon = new Recorded();

        AntiEntropyReport whole = run("many", new Pace(new VirtualTimers(), 1 << 30), atOnce, KEYS);
        AntiEntropyReport parts = run("many", new Pace(new VirtualTimers(), 1 << 30), soon, 1);

        assertThat(atOnce.repaired).hasSize(1);
        assertThat(soon.repaired).hasSize(batches(parts));
        assertThat(soon.keys()).isEqualTo(atOnce.keys()).hasSizeGreaterThan(KEYS / 4);
        assertThat(whole.lastDifferences())
                .isEqualTo(parts.lastDifferences())
                .isEqualTo(soon.keys().size());
    }

    @Test
    void bucketSize_reached_asksForKeysRatherThanNodes() {
        long nodes = bytesForOneDifference("nodes");
        long keys = bytesForOneDifference("keys");

        assertThat(keys).isBetween((long) KEYS * KEY, KEYS * KEY + 200L);
        assertThat(nodes).isBetween(32L * NODE, 32L * NODE + KEYS / 10 * KEY);
    }

    private static long bytesForOneDifference(String name) {
        fill(name);
        long equal = compare(name);
        cluster.<String, String>cache(0, name).put("key-0", "other");
        ComponentRegistry.componentOf(cluster.<String, String>cache(1, name), InternalDataContainer.class)
                .remove(0, "key-0");
        return compare(name) - equal;
    }

    @Test
    void throttle_changedWhileOwnersAreCompared_holdsForTheRest() throws Exception {
        long before = sum("slow", AntiEntropyReport::runs);
        TestCluster.get(cluster.grid(0).cache("slow").compareOwners());
        await().atMost(PATIENCE).until(() -> reports("slow").stream().allMatch(AntiEntropyReport::running));
        assertThat(reports("slow")).allMatch(report -> report.segmentsDone() < report.segments());

        TestCluster.get(cluster.grid(1).cache("slow").change("anti-entropy", "throttle", "10MB"));

        await().atMost(PATIENCE).until(() -> sum("slow", AntiEntropyReport::runs) >= before + MEMBERS);
    }

    private static AntiEntropyReport run(String name, Pace pace, OwnersRun.Repair repair, int suspectsMax)
            throws Exception {
        Cache<String, String> cache = cluster.cache(0, name);
        LocalMember member = GlobalComponentRegistry.componentOf(cluster.manager(0), LocalMember.class);
        CacheSide side = member.caches().find(name);
        RunTally tally = new RunTally(InstantSource.system());
        OwnersRun.Parts parts = new OwnersRun.Parts(
                new OwnContents(member, side),
                new OtherOwners(member, side, pace),
                new VirtualTimers(),
                32,
                suspectsMax,
                false,
                repair);
        OwnersRun run = new OwnersRun(
                parts, cache.getAdvancedCache().getDistributionManager().getCacheTopology(), tally);
        TestCluster.get(run.run("test", () -> CompletableFuture.completedFuture(null)));
        assertThat(run.missed()).isFalse();
        return tally.report(false, false, new RunTally.Schedule(null, Duration.ZERO, 1), pace.bytes());
    }

    private static int batches(AntiEntropyReport report) {
        return (report.segments() + 15) / 16;
    }

    private static void fill(String name) {
        Map<String, String> all = new HashMap<>();
        IntStream.range(0, KEYS).forEach(i -> all.put("key-" + i, "value"));
        cluster.<String, String>cache(0, name).putAll(all);
    }

    /** Has all members compare, waits until they have, and tells how many bytes that took. */
    private static long compare(String name) {
        long bytes = sum(name, AntiEntropyReport::bytes);
        long runs = sum(name, AntiEntropyReport::runs);
        cluster.grid(0).cache(name).compareOwners();
        await().atMost(PATIENCE).until(() -> sum(name, AntiEntropyReport::runs) >= runs + MEMBERS);
        return sum(name, AntiEntropyReport::bytes) - bytes;
    }

    private static long sum(String name, ToLongFunction<AntiEntropyReport> what) {
        return reports(name).stream().mapToLong(what).sum();
    }

    private static List<AntiEntropyReport> reports(String name) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> cluster.grid(i).cache(name).report().antiEntropy())
                .toList();
    }

    /** What was to be repaired, in the order in which it was told; nothing is. */
    private static final class Recorded implements OwnersRun.Repair {

        private final List<List<Difference<Object>>> repaired = new CopyOnWriteArrayList<>();

        @Override
        public boolean active() {
            return false;
        }

        @Override
        public CompletionStage<Void> repair(List<Difference<Object>> differences) {
            repaired.add(new ArrayList<>(differences));
            return CompletableFuture.completedFuture(null);
        }

        TreeSet<String> keys() {
            return repaired.stream()
                    .flatMap(List::stream)
                    .map(difference -> difference.key().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Time that passes only when somebody waits, and then as much as they wait. */
    private static final class VirtualTimers implements Timers {

        private final AtomicLong nanos = new AtomicLong();
        private final Executor executor = ForkJoinPool.commonPool();

        Duration elapsed() {
            return Duration.ofNanos(nanos.get());
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            nanos.addAndGet(TimeUnit.NANOSECONDS.convert(delay));
            executor.execute(task);
        }
    }
}
