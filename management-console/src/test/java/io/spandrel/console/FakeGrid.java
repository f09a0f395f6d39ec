package io.spandrel.console;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.Calls;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.Conflict;
import io.spandrel.grid.ConflictPage;
import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.Consistency;
import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.GridView;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.KeyCopies;
import io.spandrel.grid.KeyCopy;
import io.spandrel.grid.KeyEntry;
import io.spandrel.grid.KeyOwners;
import io.spandrel.grid.KeyPage;
import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.KeyText;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.MemberHistory;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberShare;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.MissRatios;
import io.spandrel.grid.MissingMember;
import io.spandrel.grid.PolicyChoice;
import io.spandrel.grid.ReadPath;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Segment;
import io.spandrel.grid.Setting;
import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.TransferReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.infinispan.AdvancedCache;
import org.jspecify.annotations.Nullable;

/**
 * A grid of three members and the cache {@code pages}, whose answers a test can change, and which remembers what was done
 * to it.
 */
final class FakeGrid implements Grid {

    static final String CACHE = "pages";
    static final String KEY_ID = "1-0000000000000007";

    private static final CallsReport CALLS = new CallsReport(
            new Calls(
                    new LatencyHistogram(
                            List.of(
                                    new LatencyHistogram.Range(1_000, 60),
                                    new LatencyHistogram.Range(2_000, 38),
                                    new LatencyHistogram.Range(500_000, 2)),
                            480_000),
                    new LatencyHistogram(List.of(new LatencyHistogram.Range(200_000, 20)), 190_000),
                    LatencyHistogram.EMPTY,
                    Map.of(ReadPath.MEMORY, 50L, ReadPath.MEMBER, 40L, ReadPath.MISSED, 10L)),
            new Calls(
                    new LatencyHistogram(List.of(new LatencyHistogram.Range(2_000, 5)), 1_900),
                    LatencyHistogram.EMPTY,
                    LatencyHistogram.EMPTY,
                    Map.of(ReadPath.MEMORY, 5L, ReadPath.MEMBER, 0L, ReadPath.MISSED, 0L)),
            61_000);

    final List<String> done = new CopyOnWriteArrayList<>();
    final List<GridEvent> history = new CopyOnWriteArrayList<>();
    final AtomicLong questions = new AtomicLong();
    volatile int topologyId = 7;
    volatile Supplier<CompletionStage<List<MemberReport>>> answers =
            () -> CompletableFuture.completedFuture(List.of(says("a"), says("b"), says("c")));
    final FakeDrain drain = new FakeDrain();
    final FakeAdministration administration = new FakeAdministration(done);
    volatile Supplier<CompletionStage<Void>> outcome = () -> CompletableFuture.completedFuture(null);

    static MemberReport says(String member) {
        return says(member, List.of());
    }

    static MemberReport says(String member, List<MissingMember> missing) {
        CacheStatistics statistics = new CacheStatistics(true, 30, 10, 20, 5, 2, 100, 1000, 2000);
        MissRatios ratios = new MissRatios(
                40,
                0.75,
                12,
                0.5,
                400_000,
                List.of(
                        new MissRatios.Point(0.5, 500, 0.6, 0.65),
                        new MissRatios.Point(1, 1000, 0.7, 0.75),
                        new MissRatios.Point(2, 2000, 0.8, 0.83)));
        PolicyChoice choice = new PolicyChoice(
                "arc",
                1,
                500,
                0.5,
                List.of(new PolicyChoice.Candidate("lru", 0.4, 90), new PolicyChoice.Candidate("arc", 0.6, 80)),
                List.of(new PolicyChoice.Switch(Instant.EPOCH, "lru", "arc", 0.3, 0.5)));
        CoordinationReport coordination = new CoordinationReport(11, 12, 13, 14, 15, 16, 17, 18, 19);
        EvictionReport eviction = new EvictionReport(
                "auto", EvictionReport.Unit.ENTRIES, 1000, 100, 100, 3, 1, 0, ratios, choice, coordination);
        return new MemberReport(
                member,
                true,
                "0.1.0",
                60_000,
                1 << 20,
                1 << 24,
                12,
                0.25,
                40,
                Map.of(CACHE, statistics),
                Map.of(CACHE, eviction),
                Map.of(CACHE, filter()),
                Map.of(CACHE, consistency()),
                Map.of(CACHE, tombstones()),
                Map.of(CACHE, handoff()),
                Map.of(CACHE, antiEntropy()),
                Map.of(CACHE, CALLS),
                Map.of(CACHE, new TransferReport(128, 32, 960, 8, 4_000)),
                new MemberStanding(MemberStanding.State.READY, List.of(), missing, 0, List.of()));
    }

    private static AntiEntropyReport antiEntropy() {
        return new AntiEntropyReport(
                true,
                true,
                true,
                "rejoin",
                Instant.ofEpochSecond(31),
                null,
                Instant.ofEpochSecond(30),
                Instant.ofEpochSecond(41),
                10_000,
                1 << 20,
                256,
                64,
                9_000,
                3,
                Map.of("c", "is not in the view"),
                null,
                32,
                33,
                Map.of("older-value", 34L),
                35,
                36,
                37);
    }

    private static ConsistencyReport consistency() {
        return new ConsistencyReport(
                new ConsistencyReport.Writes(51, 52, 53, 54, 55, 56, 60, 69, 57, 58, 59),
                new ConsistencyReport.Reads(61, 62, 63, 64, 65, 66, 67, 68),
                Set.of("c"),
                71,
                76,
                72,
                73,
                74,
                29,
                30,
                75,
                new ConflictsReport("largest", 81, 82, 83, 84, 85, 86, 87));
    }

    private static TombstonesReport tombstones() {
        return new TombstonesReport(
                21, 2_100, 64_000, 5_000, 864_000_000, 22, 23, Map.of("c", 24L), 25, 26, 27, Instant.ofEpochSecond(28));
    }

    private static HandoffReport handoff() {
        return new HandoffReport(
                5,
                700,
                64_000,
                90_000,
                10_800_000,
                1 << 20,
                40,
                30,
                6,
                3,
                2,
                List.of(new HandoffReport.Target("b", 5, 90_000, true, true)));
    }

    private static FilterReport filter() {
        return new FilterReport(
                3,
                1,
                800,
                40,
                1000,
                750,
                1200,
                0.002,
                0.0015,
                9_970,
                530,
                30,
                7,
                9_960,
                10,
                0,
                5,
                21,
                new FilterReport.Progress(1, 60, 200),
                new FilterReport.Copies(12, 4_096, 15, 3, 1, 5_000, 6, 70, 40, 8, 0, 90_000, 120));
    }

    void happened(GridEvent.Kind kind, String text) {
        history.add(new GridEvent(history.size() + 1L, Instant.EPOCH, kind, CACHE, text));
    }

    @Override
    public GridReport report() {
        return new GridReport(
                Instant.EPOCH,
                "test",
                "a",
                3,
                members(),
                List.of(cacheReport()),
                List.of(new Setting("console", "port", "0", "configuration")),
                DrainReport.idle(0),
                history);
    }

    @Override
    public List<Member> members() {
        return List.of(member("a"), member("b"), member("c"));
    }

    private static Member member(String name) {
        boolean first = name.equals("a");
        return new Member(name, name + "-1", "127.0.0.1:7800", first, first, Instant.EPOCH, "0.1.0");
    }

    private CacheReport cacheReport() {
        return new CacheReport(
                CACHE,
                "DIST_SYNC",
                2,
                "AVAILABLE",
                "COMPLETE",
                true,
                new Ring(
                        topologyId,
                        "NO_REBALANCE",
                        List.of(
                                new Segment(0, "a", List.of("b"), List.of(), false),
                                new Segment(1, "b", List.of("c"), List.of(), false)),
                        List.of(new MemberShare("a", 1, 1, 0.25, 1))),
                CacheStatistics.NONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Setting("eviction", "max-count", "1000", "configuration")));
    }

    @Override
    public GridCache cache(String name) {
        if (!name.equals(CACHE)) {
            throw new IllegalArgumentException(name);
        }
        return new FakeCache();
    }

    @Override
    public CompletionStage<List<MemberReport>> memberReports(Duration timeout) {
        questions.incrementAndGet();
        return answers.get();
    }

    @Override
    public CompletionStage<List<MemberHistory>> memberHistories(Duration timeout) {
        return CompletableFuture.completedFuture(List.of(remembers("a"), remembers("b"), remembers("c")));
    }

    @Override
    public CompletionStage<List<GridView>> views(Duration timeout) {
        GridView.Settlement settlement = new GridView.Settlement(CACHE, 120, 256, 3, 1, 0, null);
        return CompletableFuture.completedFuture(List.of(
                new GridView(
                        5,
                        GridView.Change.MERGED,
                        Instant.ofEpochSecond(50),
                        null,
                        List.of("a", "b", "c"),
                        List.of("c"),
                        List.of(),
                        List.of(List.of("a", "b"), List.of("c")),
                        List.of(settlement)),
                new GridView(
                        4,
                        GridView.Change.SPLIT,
                        Instant.ofEpochSecond(40),
                        Instant.ofEpochSecond(50),
                        List.of("a", "b"),
                        List.of(),
                        List.of("c"),
                        List.of(),
                        List.of())));
    }

    @Override
    public CompletionStage<Void> drain(Redundancy redundancy, Duration timeout) {
        return drain.begin(redundancy, timeout);
    }

    @Override
    public CacheAdministration administration() {
        return administration;
    }

    @Override
    public Drain drainOf(String member) {
        if (members().stream().noneMatch(one -> one.name().equals(member))) {
            throw new IllegalArgumentException("No member '" + member + "' in the view");
        }
        return drain;
    }

    /** Two minutes, with ten hits a second. */
    private static MemberHistory remembers(String member) {
        List<MemberHistory.Moment> moments = IntStream.rangeClosed(0, 24)
                .mapToObj(i -> new MemberHistory.Moment(
                        (24 - i) * 5_000L,
                        1 << 20,
                        1 << 24,
                        0.25,
                        Map.of(CACHE, new MemberHistory.Counters(50L * i, 10, 20, 5, 3, 100))))
                .toList();
        return new MemberHistory(member, true, moments);
    }

    @Override
    public CompletionStage<List<MemberDetail>> memberDetails(Duration timeout) {
        MemberDetail.CacheSetting setting =
                new MemberDetail.CacheSetting(CACHE, new Setting("eviction", "max-count", "1000", "configuration"));
        MemberDetail.Runtime runtime =
                new MemberDetail.Runtime("17", 2, 50, List.of(new MemberDetail.Collector("G1", 3, 12, 4)));
        return CompletableFuture.completedFuture(List.of(
                new MemberDetail("a", true, 0, 0, runtime, null, null, List.of(), List.of(setting)),
                new MemberDetail(
                        "b",
                        true,
                        1.5,
                        -20.25,
                        runtime,
                        new MemberDetail.View(3, 3, Instant.ofEpochSecond(-60)),
                        new MemberDetail.Retransmits(11, 12, 13),
                        List.of(new MemberDetail.RoundTrip("a", 1.25), new MemberDetail.RoundTrip("c", -1)),
                        List.of(setting)),
                MemberDetail.unanswered("c")));
    }

    private final class FakeCache implements GridCache {

        @Override
        public String name() {
            return CACHE;
        }

        @Override
        public CacheReport report() {
            return cacheReport();
        }

        @Override
        public KeyOwners ownersOf(Object key) {
            done.add("owners of " + key.getClass().getSimpleName() + " " + key);
            return new KeyOwners(1, "b", List.of("c"));
        }

        @Override
        public CompletionStage<KeyPage> keys(KeyQuery query) {
            done.add("keys " + query.match() + " '" + query.text() + "' after " + query.after() + ", " + query.limit());
            KeyEntry.Lifetime lifetime = new KeyEntry.Lifetime(Instant.EPOCH, 1000, -1, Instant.ofEpochSecond(1));
            return outcome.get()
                    .thenApply(nothing -> new KeyPage(
                            List.of(
                                    new KeyEntry(KEY_ID, 1, text("page-7"), 4, lifetime, "version"),
                                    new KeyEntry(KEY_ID, 1, text("page-8"), -1, KeyEntry.Lifetime.FOREVER, null)),
                            KEY_ID,
                            12,
                            List.of("c")));
        }

        @Override
        public CompletionStage<KeyCopies> copiesOf(Object key, boolean values) {
            done.add("copies of " + key.getClass().getSimpleName() + " " + key);
            return outcome.get().thenApply(nothing -> copies(values));
        }

        @Override
        public CompletionStage<@Nullable KeyCopies> copiesById(String id, boolean values) {
            done.add("copies of " + id);
            return outcome.get().thenApply(nothing -> id.equals(KEY_ID) ? copies(values) : null);
        }

        private static KeyCopies copies(boolean values) {
            return KeyCopies.of(
                    KEY_ID,
                    1,
                    text("page-7"),
                    List.of(
                            new KeyCopy(
                                    "b",
                                    true,
                                    KeyCopy.State.MEMORY,
                                    4,
                                    "0123",
                                    KeyEntry.Lifetime.FOREVER,
                                    "version",
                                    values ? text("secret") : null),
                            KeyCopy.silent("c", false)));
        }

        private static KeyText text(String text) {
            return new KeyText(text, KeyText.Format.TEXT, "java.lang.String", false, -1);
        }

        @Override
        public CompletionStage<ConflictPage> conflicts(@Nullable String after, int limit, boolean values) {
            done.add("conflicts after " + after + ", " + limit);
            Conflict.Write kept = new Conflict.Write("v1", Instant.EPOCH, false, values ? text("secret") : null);
            Conflict.Write dropped = new Conflict.Write("v2", Instant.ofEpochSecond(1), true, null);
            return outcome.get()
                    .thenApply(nothing -> new ConflictPage(
                            List.of(new Conflict(
                                    Instant.ofEpochSecond(2), "b", 1, text("page-7"), kept, dropped, "largest")),
                            "2000-1-b",
                            List.of("c")));
        }

        @Override
        public CompletionStage<Long> evictNow() {
            done.add("evict");
            return outcome.get().thenApply(nothing -> 3L);
        }

        @Override
        public CompletionStage<Void> expireNow() {
            done.add("expire");
            return outcome.get();
        }

        @Override
        public CompletionStage<Void> clear() {
            done.add("clear");
            return outcome.get();
        }

        @Override
        public void rebalancing(boolean enabled) {
            done.add("rebalancing " + enabled);
        }

        @Override
        public <K, V> AdvancedCache<K, V> with(Consistency consistency) {
            throw new IllegalStateException("Cache '" + name() + "' has no <grid:consistency>");
        }

        @Override
        public long boundAfter(String element, String attribute, String value) {
            if (!attribute.equals("max-count")) {
                throw new IllegalArgumentException(attribute + " cannot be changed at run time");
            }
            return Long.parseLong(value);
        }

        @Override
        public CompletionStage<Void> pauseHandoff(String member) {
            done.add("pause " + member);
            return outcome.get();
        }

        @Override
        public CompletionStage<Void> resumeHandoff(String member) {
            done.add("resume " + member);
            return outcome.get();
        }

        @Override
        public CompletionStage<Long> dropHints(String member) {
            done.add("drop " + member);
            return outcome.get().thenApply(nothing -> 5L);
        }

        @Override
        public CompletionStage<Void> compareOwners() {
            done.add("compare");
            return outcome.get();
        }

        @Override
        public CompletionStage<Void> checkOwners() {
            done.add("check owners");
            return outcome.get();
        }

        @Override
        public CompletionStage<Void> pauseAntiEntropy() {
            done.add("pause");
            return outcome.get();
        }

        @Override
        public CompletionStage<Void> resumeAntiEntropy() {
            done.add("resume");
            return outcome.get();
        }

        @Override
        public CompletionStage<Void> change(String element, String attribute, String value) {
            if (!attribute.equals("max-count")) {
                throw new IllegalArgumentException(attribute + " cannot be changed at run time");
            }
            done.add("change " + element + " " + attribute + " " + value);
            return outcome.get();
        }
    }
}
