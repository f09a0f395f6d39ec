package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.consistency.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;

/**
 * What one comparison of owners means for segments that need a full comparison, and for members that need repair: who may be told
 * that all owners agree. Used by one thread at a time.
 */
final class RunMarks {

    /*
     * All owners agree on a segment if every expected one was heard, if none of its keys differed or was being written, and if all
     * had forgotten deletes up to the same version before anything was looked at: then no owner has since taken anything up to there
     * of a key of which it knew nothing. Where that version is not the same, it is told to those that are behind, for the next
     * comparison (decision 151).
     */

    /** What an owner stands by. */
    private record Told(Address owner, List<Integer> segments, List<Long> forgottenUpTo, long moment) {}

    private final OwnContents own;
    private final OtherOwners others;
    private final LocalizedCacheTopology topology;
    private final List<Told> told = new ArrayList<>();
    private final Map<Integer, Long> forgotten = new HashMap<>();
    private final Set<Integer> differ = new HashSet<>();
    private boolean awaited;
    private boolean left;

    RunMarks(OwnContents own, OtherOwners others, LocalizedCacheTopology topology) {
        this.own = own;
        this.others = others;
        this.topology = topology;
    }

    /** These segments are about to be compared. */
    void begins(List<Integer> segments, OwnContents.Began began) {
        told(topology.getLocalAddress(), segments, began.forgottenUpTo(), began.moment());
    }

    /** An owner has told the roots of its trees. */
    void told(Address owner, List<Integer> segments, Contents.Roots roots) {
        told(owner, segments, roots.forgottenUpTo(), roots.moment());
    }

    private void told(Address owner, List<Integer> segments, List<Long> forgottenUpTo, long moment) {
        told.add(new Told(owner, segments, forgottenUpTo, moment));
        awaited |= moment != 0;
        for (int i = 0; i < segments.size(); i++) {
            long version = forgottenUpTo.get(i);
            Long before = forgotten.putIfAbsent(segments.get(i), version);
            if (before != null && before != version) {
                forgotten.put(segments.get(i), Math.max(before, version));
                differ.add(segments.get(i));
            }
        }
    }

    /** Up to which version all owners of a segment have forgotten deletes; {@code Version.NONE}: not all have. */
    long forgottenUpTo(int segment) {
        return differ.contains(segment) ? Version.NONE : forgotten.getOrDefault(segment, Version.NONE);
    }

    /** Of these segments not all owners are known to hold the same. */
    void differ(Collection<Integer> segments) {
        differ.addAll(segments);
    }

    /** Whether marks are left, of segments in which owners did not agree. */
    boolean left() {
        return left;
    }

    /**
     * Tells the owners what this has come to. Completes when they have answered, or failed to.
     *
     * @param spreading whether to tell those too that do not know what others have forgotten
     */
    CompletionStage<Void> tell(boolean spreading) {
        left = awaited && !differ.isEmpty();
        if (!awaited || !others.are(topology)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] answers = told.stream()
                .map(one -> tell(one, spreading).toCompletableFuture().exceptionally(failure -> null))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(answers);
    }

    private CompletionStage<?> tell(Told one, boolean spreading) {
        List<Integer> agreed = new ArrayList<>();
        List<Long> there = new ArrayList<>();
        List<Integer> behind = new ArrayList<>();
        List<Long> upTo = new ArrayList<>();
        for (int i = 0; i < one.segments().size(); i++) {
            int segment = one.segments().get(i);
            long version = one.forgottenUpTo().get(i);
            long newest = forgotten.getOrDefault(segment, version);
            if (newest > version && spreading) {
                behind.add(segment);
                upTo.add(newest);
            }
            if (!differ.contains(segment) && one.moment() != 0) {
                agreed.add(segment);
                there.add(version);
            }
        }
        AgreedCommand command =
                new AgreedCommand(others.cache(), topology.getTopologyId(), one.moment(), agreed, there, behind, upTo);
        if (agreed.isEmpty() && behind.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return one.owner().equals(topology.getLocalAddress()) ? command.answer(own) : others.tell(one.owner(), command);
    }
}
