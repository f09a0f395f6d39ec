package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.ComparedSegments;
import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.antientropy.KeyState;
import io.spandrel.grid.antientropy.SegmentTree;
import io.spandrel.grid.antientropy.SegmentTree.Node;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.HeldEntries;
import io.spandrel.grid.infinispan.deletes.Deletes;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.negativelookup.KeyHash;
import io.spandrel.grid.spi.CacheContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.commons.time.TimeService;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.infinispan.persistence.manager.PersistenceManager;
import org.jspecify.annotations.Nullable;

/** What this member holds of a cache, in memory and in the store, and remembers of deletes. Thread-safe. */
final class OwnContents implements Contents<Object> {

    /*
     * Trees are made when they are asked for, by going through the segment (decision 150). A segment is gone through while it is
     * written to: what then looks different is looked at again.
     */
    private static final KeyHash HASHES = new KeyHash(0x6d65_726b_6c65L);

    private final LocalMember member;
    private final CacheContext context;
    private final boolean stored;
    private final ComparedSegments compared;

    OwnContents(LocalMember member, CacheContext context) {
        this.member = member;
        this.context = context;
        this.stored = context.configuration().persistence().usingStores();
        this.compared =
                new ComparedSegments(context.configuration().clustering().hash().numSegments());
    }

    /** Hears of a key of a segment, and what is held of it. */
    private interface Visitor {
        void visit(Object key, long hash, KeyState state);
    }

    static long hash(Object key) {
        return key instanceof WrappedByteArray wrapped ? HASHES.of(wrapped.getBytes()) : HASHES.of(key);
    }

    /** The trees of segments. */
    CompletionStage<Map<Integer, SegmentTree>> trees(Collection<Integer> segments) {
        return member.supplyBlocking(() -> {
            Map<Integer, SegmentTree> trees = new LinkedHashMap<>();
            segments.forEach(segment -> trees.put(segment, tree(segment)));
            return trees;
        });
    }

    @Override
    public CompletionStage<Roots> roots(List<Integer> segments) {
        return member.supplyBlocking(() -> {
            Began began = begin(segments);
            return new Roots(
                    versions().deletes().cleared(),
                    segments.stream().map(segment -> tree(segment).root()).toList(),
                    began.forgottenUpTo(),
                    began.moment());
        });
    }

    /**
     * Where this member stood when a comparison began, before anything was looked at.
     *
     * @param forgottenUpTo for each segment, up to which version deletes were not all remembered
     */
    record Began(long moment, List<Long> forgottenUpTo) {}

    /** A comparison of segments with all their owners begins. */
    Began begin(List<Integer> segments) {
        List<Long> forgotten =
                segments.stream().map(versions().deletes()::comparing).toList();
        boolean marked = forgotten.stream().anyMatch(version -> version != Version.NONE);
        return new Began(compared.begin(segments, marked), forgotten);
    }

    /** All owners of segments hold the same since a comparison has {@linkplain #begin begun}. */
    void agreed(List<Integer> segments, Began began) {
        Deletes deletes = versions().deletes();
        long now = TimeUnit.NANOSECONDS.toMillis(
                context.component(TimeService.class).time());
        boolean primary = primaryOf(segments);
        for (int i = 0; i < segments.size(); i++) {
            int segment = segments.get(i);
            long forgotten = began.forgottenUpTo().get(i);
            if (compared.agreed(segment, began.moment()) && forgotten != Version.NONE) {
                deletes.compared(segment, forgotten, now);
                if (primary) {
                    deletes.all(segment).stream()
                            .filter(delete -> delete.version() <= forgotten)
                            .forEach(delete -> deletes.confirmed(segment, delete, now));
                }
            }
        }
    }

    private boolean primaryOf(List<Integer> segments) {
        LocalizedCacheTopology topology =
                context.component(DistributionManager.class).getCacheTopology();
        return segments.stream()
                .allMatch(segment -> topology.getSegmentDistribution(segment).isPrimary());
    }

    /** Another owner of a segment has not remembered deletes up to a version. */
    void forgottenElsewhere(int segment, long version) {
        versions().deletes().forgottenElsewhere(segment, version);
    }

    /** When this member's segments were found equal on all owners. */
    ComparedSegments compared() {
        return compared;
    }

    @Override
    public CompletionStage<List<Node>> children(int segment, int level, List<Integer> nodes) {
        return member.supplyBlocking(() -> tree(segment).children(level, nodes));
    }

    @Override
    public CompletionStage<Map<Long, Long>> keys(int segment, int level, List<Integer> nodes) {
        Set<Integer> wanted = new HashSet<>(nodes);
        return member.supplyBlocking(() -> {
            Map<Long, Long> digests = new HashMap<>();
            visit(segment, (key, hash, state) -> {
                if (wanted.contains(SegmentTree.index(level, hash))) {
                    digests.merge(hash, state.digest(hash), Long::sum);
                }
            });
            return digests;
        });
    }

    @Override
    public CompletionStage<Map<Long, Held<Object>>> held(int segment, Collection<Long> hashes) {
        Set<Long> wanted = new HashSet<>(hashes);
        return member.supplyBlocking(() -> {
            Map<Long, Held<Object>> held = new HashMap<>();
            visit(segment, (key, hash, state) -> {
                if (wanted.contains(hash)) {
                    held.merge(hash, new Held<>(state.digest(hash), state, List.of(key)), OwnContents::both);
                }
            });
            return held;
        });
    }

    private static Held<Object> both(Held<Object> one, Held<Object> other) {
        List<Object> keys = new ArrayList<>(one.keys());
        keys.addAll(other.keys());
        return new Held<>(
                one.digest() + other.digest(),
                other.newest().newerThan(one.newest()) ? other.newest() : one.newest(),
                keys);
    }

    private SegmentTree tree(int segment) {
        SegmentTree tree = new SegmentTree();
        visit(segment, (key, hash, state) -> tree.add(hash, state));
        return tree;
    }

    /* The deletes first: a key that is deleted meanwhile may then be missed, and never be told of twice. */
    private void visit(int segment, Visitor visitor) {
        Map<Object, Long> deletes = new HashMap<>();
        for (Delete<Object> delete : versions().deletes().all(segment)) {
            deletes.put(delete.key(), delete.version());
        }
        long now = member.clock().millis();
        InternalDataContainer<Object, Object> container = container();
        new HeldEntries(container, context.component(PersistenceManager.class), stored)
                .visit(
                        segment,
                        key -> container.peek(segment, key) != null,
                        (key, metadata, lifespan, created) ->
                                visit(key, state(metadata, lifespan, created, now), deletes, visitor));
        deletes.forEach((key, version) -> visitor.visit(key, hash(key), KeyState.delete(version)));
    }

    private static void visit(Object key, KeyState value, Map<Object, Long> deletes, Visitor visitor) {
        Long deleted = deletes.remove(key);
        KeyState delete = deleted == null ? null : KeyState.delete(deleted);
        visitor.visit(key, hash(key), delete != null && delete.newerThan(value) ? delete : value);
    }

    /* What has expired is its own delete, be it removed already or not. */
    private static KeyState state(@Nullable PrivateMetadata metadata, long lifespan, long created, long now) {
        long version = CacheVersions.of(metadata);
        if (lifespan < 0) {
            return KeyState.value(version, KeyState.FOREVER);
        }
        return created + lifespan <= now ? KeyState.delete(version) : KeyState.value(version, lifespan);
    }

    KeyBytes keyBytes() {
        return new KeyBytes(context.component(ComponentRegistry.class).getInternalMarshaller());
    }

    private CacheVersions versions() {
        return context.component(CacheVersions.class);
    }

    @SuppressWarnings("unchecked")
    private InternalDataContainer<Object, Object> container() {
        return context.component(InternalDataContainer.class);
    }
}
