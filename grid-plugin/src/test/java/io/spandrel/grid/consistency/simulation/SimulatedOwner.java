package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.ApplyRule;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Fence;
import io.spandrel.grid.consistency.HybridLogicalClock;
import io.spandrel.grid.consistency.Tombstones;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.consistency.Verdict;
import io.spandrel.grid.consistency.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a member holds, and how it answers others about that. */
abstract class SimulatedOwner extends SimulatedProcess {

    static final long DRIFT_MAX_MILLIS = 250;
    static final long GRACE_MILLIS = 1_000;

    /* Under way for longer than that: refused. Shorter than grace by more than two wall clocks may differ. */
    static final long MESSAGE_MAX_MILLIS = GRACE_MILLIS - 2 * DRIFT_MAX_MILLIS;

    final HybridLogicalClock clock;
    final Fence fence = new Fence(SimulatedCluster.SEGMENTS);
    final Tombstones<Integer> tombstones;
    final List<SegmentConfig> configs = new ArrayList<>();

    private final ApplyRule rule;
    private final Map<Integer, State> values = new TreeMap<>();
    /** Keys written since it has begun to own their segment. */
    private final Set<Integer> writtenSince = new HashSet<>();

    private final long[] clearedUpTo = new long[SimulatedCluster.SEGMENTS];

    SimulatedOwner(Id id, SimulatedCluster cluster, long skewMillis, List<SegmentConfig> configs) {
        super(id, cluster, skewMillis);
        this.configs.addAll(configs);
        this.clock = new HybridLogicalClock(
                id.number(),
                () -> Instant.ofEpochMilli(wallMillis()),
                Duration.ofMillis(DRIFT_MAX_MILLIS),
                Version.NONE);
        this.rule = new ApplyRule(clock);
        this.tombstones = new Tombstones<>(
                SimulatedCluster.SEGMENTS,
                cluster.tombstonesMax * (Tombstones.OVERHEAD + 8),
                Duration.ofMillis(GRACE_MILLIS),
                key -> 8);
    }

    void adopt(int segment, SegmentConfig config) {
        SegmentConfig before = configs.get(segment);
        if (!config.newerThan(before)) {
            return;
        }
        configs.set(segment, config);
        if (!config.keeps(id, before)) {
            values.keySet().removeIf(key -> SimulatedCluster.segment(key) == segment);
            tombstones.dropped(segment);
            tombstones.joined(segment);
            writtenSince.removeIf(key -> SimulatedCluster.segment(key) == segment);
            clearedUpTo[segment] = Version.NONE;
        }
        if (!config.owners().all().equals(before.owners().all())) {
            tombstones.ownersChanged(segment);
        }
    }

    boolean owns(int segment) {
        return configs.get(segment).owners().all().contains(id);
    }

    long clearedUpTo(int segment) {
        return clearedUpTo[segment];
    }

    private Digest held(int key) {
        State value = values.get(key);
        if (value != null) {
            return value.digest();
        }
        long deleted = tombstones.version(SimulatedCluster.segment(key), key);
        return deleted == Version.NONE ? Digest.ABSENT : Digest.tombstone(deleted);
    }

    /** What it tells of a key. */
    State tell(int key) {
        int segment = SimulatedCluster.segment(key);
        State value = values.get(key);
        Digest told = held(key).in(clearedUpTo[segment], forgottenUpTo(segment));
        State state = new State(told, value != null && told.live() ? value.value() : 0);
        return state.at(wallMillis());
    }

    private long forgottenUpTo(int segment) {
        return cluster.mutation == Mutation.FORGETS_SILENTLY ? Version.NONE : tombstones.forgottenUpTo(segment);
    }

    Verdict apply(int key, State incoming) {
        int segment = SimulatedCluster.segment(key);
        Verdict verdict = rule.decide(held(key), incoming.digest(), clearedUpTo[segment], forgottenUpTo(segment));
        if (verdict == Verdict.UNDECIDED && isBrought(key, incoming)) {
            verdict = Verdict.APPLY;
        }
        if (verdict == Verdict.APPLY || !incoming.digest().live()) {
            writtenSince.add(key);
        }
        if (verdict == Verdict.APPLY || (cluster.mutation == Mutation.LAST_ARRIVAL_WINS && verdict == Verdict.OLDER)) {
            set(key, incoming);
        }
        return verdict;
    }

    /** An owner to come had no delete to forget: what the others hold it takes, unless the key was written here meanwhile. */
    private boolean isBrought(int key, State incoming) {
        int segment = SimulatedCluster.segment(key);
        boolean toCome = !configs.get(segment).owners().current().contains(id);
        return toCome
                && !writtenSince.contains(key)
                && tombstones.mayBring(segment, incoming.digest().version());
    }

    private void set(int key, State state) {
        int segment = SimulatedCluster.segment(key);
        if (state.digest().live()) {
            values.put(key, state);
            tombstones.replaced(segment, key, state.digest().version());
        } else {
            values.remove(key);
            if (cluster.mutation != Mutation.NO_TOMBSTONES) {
                tombstones.add(segment, key, state.digest().version());
            }
        }
    }

    void clear(int segment, long version) {
        clearedUpTo[segment] = Math.max(clearedUpTo[segment], version);
        values.entrySet()
                .removeIf(entry -> SimulatedCluster.segment(entry.getKey()) == segment
                        && entry.getValue().digest().version() <= version);
        tombstones.cleared(segment, version);
        cleared(segment, version);
    }

    /** The segment was cleared: nothing up to that version is owed to anybody. */
    abstract void cleared(int segment, long version);

    /** What has expired becomes a tombstone. */
    void expire() {
        for (Map.Entry<Integer, State> entry : List.copyOf(values.entrySet())) {
            State now = entry.getValue().at(wallMillis());
            if (now != entry.getValue()) {
                set(entry.getKey(), now);
            }
        }
    }

    /**
     * @param reading of its clock, if it has promised
     * @param config the newest it knows
     */
    record Promise(boolean given, long promised, long reading, SegmentConfig config) {}

    Promise onPrepare(int segment, long ballot, long seen, SegmentConfig config) {
        adopt(segment, config);
        boolean given = owns(segment) && fence.promise(segment, ballot) && clock.seen(seen);
        return new Promise(given, fence.promised(segment), clock.next(Version.NONE), configs.get(segment));
    }

    /** What an owner answers to a write: whether it has it now, or had taken it before, and who has its promise. */
    record Answer(boolean taken, boolean takenBefore, long promised) {}

    private boolean obeysWrite(int segment, long ballot, SegmentConfig config, long sentAt) {
        if ((Math.abs(wallMillis() - sentAt) > MESSAGE_MAX_MILLIS && cluster.mutation != Mutation.LAST_ARRIVAL_WINS)
                || !admits(segment, ballot)) {
            return false;
        }
        adopt(segment, config);
        return owns(segment);
    }

    Answer onWrite(int key, long ballot, SegmentConfig config, long sentAt, State state) {
        int segment = SimulatedCluster.segment(key);
        boolean taken =
                obeysWrite(segment, ballot, config, sentAt) && apply(key, state).confirms();
        /* Of a message that comes twice the first may have been taken: then it is no refusal that is final. */
        boolean takenBefore = !taken && !state.digest().newerThan(tell(key).digest());
        return new Answer(taken, takenBefore, fence.promised(segment));
    }

    Answer onClear(int segment, long ballot, SegmentConfig config, long sentAt, long version) {
        if (!obeysWrite(segment, ballot, config, sentAt) || !clock.seen(version)) {
            return new Answer(false, false, fence.promised(segment));
        }
        clear(segment, version);
        return new Answer(true, false, ballot);
    }

    /**
     * What an owner answers to a primary's question.
     *
     * @param promised the highest ballot it has promised to
     * @param answer null if that is not the primary's
     */
    record Obeyed<T>(long promised, @Nullable T answer) {}

    <T> Obeyed<T> obey(int segment, long ballot, SegmentConfig config, Function<SimulatedOwner, T> action) {
        if (!admits(segment, ballot)) {
            return new Obeyed<>(fence.promised(segment), null);
        }
        adopt(segment, config);
        return new Obeyed<>(ballot, action.apply(this));
    }

    private boolean admits(int segment, long ballot) {
        return fence.admits(segment, ballot) || cluster.mutation == Mutation.NO_FENCE;
    }

    /** What it has of a segment. */
    record Content(Map<Integer, State> states, long clearedUpTo, long forgottenUpTo) {}

    Content content(int segment) {
        tombstones.comparing(segment);
        Map<Integer, State> states = new TreeMap<>();
        for (int key = segment; key < SimulatedCluster.KEYS; key += SimulatedCluster.SEGMENTS) {
            states.put(key, tell(key));
        }
        return new Content(states, clearedUpTo[segment], forgottenUpTo(segment));
    }

    /**
     * What an owner knows of deletes.
     *
     * @param has those it was asked about that it has, or something newer
     * @param lacks those it was asked about that it knows nothing of
     * @param others those it remembers and was not asked about
     * @param needsFullCompare whether it has forgotten some, and was not compared since
     */
    record Remembered(
            Set<Delete<Integer>> has,
            Set<Delete<Integer>> lacks,
            Set<Delete<Integer>> others,
            boolean needsFullCompare) {}

    Remembered remembered(int segment, Collection<Delete<Integer>> asked) {
        Set<Delete<Integer>> has = new HashSet<>();
        Set<Delete<Integer>> lacks = new LinkedHashSet<>();
        for (Delete<Integer> delete : asked) {
            Digest told = tell(delete.key()).digest();
            if (Digest.tombstone(delete.version()).newerThan(told)) {
                lacks.add(delete);
            } else if (told.kind() != Digest.Kind.FORGOTTEN) {
                has.add(delete);
            }
        }
        Set<Delete<Integer>> others = new LinkedHashSet<>(tombstones.all(segment));
        others.removeAll(asked);
        return new Remembered(has, lacks, others, tombstones.needsFullCompare(segment));
    }

    boolean purge(int segment, Collection<Delete<Integer>> deletes) {
        deletes.forEach(delete -> tombstones.purge(segment, delete));
        return true;
    }

    boolean forgotten(int segment, long forgotten) {
        tombstones.forgottenElsewhere(segment, forgotten);
        return true;
    }

    /** All owners agree; those of these deletes that this one remembers are covered as those it has forgotten are. */
    boolean compared(int segment, long forgotten, Collection<Delete<Integer>> deletes) {
        tombstones.compared(segment, forgotten, millis());
        deletes.forEach(delete -> tombstones.confirmed(segment, delete, millis()));
        return true;
    }

    /**
     * @param owner whether it is an owner by the configuration it knows
     */
    record Told(boolean owner, State state, SegmentConfig config) {}

    /* What it held as an owner before it became one by this configuration must not be told. */
    Told onRead(int key, SegmentConfig config) {
        int segment = SimulatedCluster.segment(key);
        adopt(segment, config);
        return new Told(owns(segment), tell(key), configs.get(segment));
    }
}
