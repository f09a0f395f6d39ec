package io.spandrel.grid.antientropy;

import io.spandrel.grid.antientropy.Contents.Held;
import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two owners hold in a segment, in two passes: a write that is under way makes them differ for a moment, and is
 * nothing to repair. The caller lets as much time go by between the passes as a write takes. Thread-safe.
 *
 * @param <K> a key
 */
public final class SegmentComparison<K> {

    /**
     * A hash under which the two did not hold the same.
     *
     * @param mine the digest of what is held here; 0: nothing
     * @param theirs the digest of what the other holds
     */
    public record Suspect(long mine, long theirs) {}

    /**
     * What the second pass has found.
     *
     * @param agreed whether the two hold the same: nothing differs, or is being written
     */
    public record Outcome<K>(List<Difference<K>> differences, boolean agreed) {}

    private final int segment;
    private final Contents<K> mine;
    private final Contents<K> theirs;

    public SegmentComparison(int segment, Contents<K> mine, Contents<K> theirs) {
        this.segment = segment;
        this.mine = mine;
        this.theirs = theirs;
    }

    /**
     * The first pass: goes down to the hashes that differ.
     *
     * @param bucketSize how many keys to compare one by one rather than to go further down
     */
    public CompletionStage<Map<Long, Suspect>> suspects(SegmentTree tree, Node theirRoot, int bucketSize) {
        return descend(new TreeComparison(tree, theirRoot, bucketSize));
    }

    private CompletionStage<Map<Long, Suspect>> descend(TreeComparison way) {
        if (!way.arrived()) {
            return theirs.children(segment, way.level(), way.differing()).thenCompose(children -> {
                way.descend(children);
                return descend(way);
            });
        }
        if (way.differing().isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return theirs.keys(segment, way.level(), way.differing())
                .thenCombine(mine.keys(segment, way.level(), way.differing()), SegmentComparison::suspects);
    }

    private static Map<Long, Suspect> suspects(Map<Long, Long> theirs, Map<Long, Long> mine) {
        Map<Long, Suspect> suspects = new HashMap<>();
        Set<Long> hashes = new HashSet<>(theirs.keySet());
        hashes.addAll(mine.keySet());
        for (long hash : hashes) {
            Suspect suspect = new Suspect(mine.getOrDefault(hash, 0L), theirs.getOrDefault(hash, 0L));
            if (suspect.mine() != suspect.theirs()) {
                suspects.put(hash, suspect);
            }
        }
        return suspects;
    }

    /*
     * A key that differs in another way than before has just been written: the next comparison looks at it again.
     */

    /**
     * The second pass: the keys that still differ as they did.
     *
     * @param evicted whether an owner that has nothing may have evicted a value, which is then no difference
     * @param forgottenUpTo up to which version neither of the two takes anything of a key that it knows nothing of: it need not be
     *     told of a delete up to there
     */
    public CompletionStage<Outcome<K>> differences(Map<Long, Suspect> suspects, boolean evicted, long forgottenUpTo) {
        return theirs.held(segment, suspects.keySet())
                .thenCombine(mine.held(segment, suspects.keySet()), (other, own) -> {
                    List<Difference<K>> differences = new ArrayList<>();
                    boolean agreed = true;
                    for (Map.Entry<Long, Suspect> entry : suspects.entrySet()) {
                        Held<K> one = own.get(entry.getKey());
                        Held<K> two = other.get(entry.getKey());
                        if (digest(one) == digest(two) || covered(newest(one), newest(two), forgottenUpTo)) {
                            continue;
                        }
                        agreed = false;
                        Difference.Cause cause = Difference.between(newest(one), newest(two));
                        boolean same = entry.getValue().equals(new Suspect(digest(one), digest(two)));
                        if (same && (!evicted || cause != Difference.Cause.MISSING_VALUE)) {
                            keys(one, two).forEach(key -> differences.add(new Difference<>(segment, key, cause)));
                        }
                    }
                    return new Outcome<>(differences, agreed);
                });
    }

    /* One remembers a delete, and the other takes nothing that is not newer, as if it did. */
    private static boolean covered(@Nullable KeyState one, @Nullable KeyState other, long forgottenUpTo) {
        KeyState only = one == null ? other : one;
        return (one == null || other == null) && only != null && !only.live() && only.version() <= forgottenUpTo;
    }

    private static <K> long digest(@Nullable Held<K> held) {
        return held == null ? 0 : held.digest();
    }

    private static <K> @Nullable KeyState newest(@Nullable Held<K> held) {
        return held == null ? null : held.newest();
    }

    private static <K> Set<K> keys(@Nullable Held<K> one, @Nullable Held<K> other) {
        Set<K> keys = new LinkedHashSet<>(one == null ? List.of() : one.keys());
        keys.addAll(other == null ? List.of() : other.keys());
        return keys;
    }
}
