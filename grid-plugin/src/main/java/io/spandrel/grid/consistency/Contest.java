package io.spandrel.grid.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The states of a key that were written while their members were apart, and which have no successor.
 *
 * @param newest of all that its owners hold
 * @param rivals concurrent with all that is newer, the newest first; empty: there is no conflict. What is older than a delete is no
 *     rival: it stays deleted.
 * @param <M> a member
 */
public record Contest<M>(Entrant<M> newest, List<Entrant<M>> rivals) {

    /**
     * One of those states.
     *
     * @param holder who holds it
     */
    public record Entrant<M>(Digest digest, M holder) {

        /** Whether it may stay in place of the newest: it is a value. */
        public boolean eligible() {
            return digest.live();
        }
    }

    public Contest {
        rivals = List.copyOf(rivals);
    }

    /**
     * @param held what each owner holds, one at least
     */
    public static <M> Contest<M> of(Map<M, Digest> held, Separations<M> separations) {
        Map<Digest, M> byDigest = new TreeMap<>(Contest::newestFirst);
        held.forEach((owner, digest) -> byDigest.putIfAbsent(digest, owner));
        List<Entrant<M>> newer = new ArrayList<>();
        List<Entrant<M>> rivals = new ArrayList<>();
        for (Map.Entry<Digest, M> one : byDigest.entrySet()) {
            Digest digest = one.getKey();
            boolean rival = newer.stream()
                    .allMatch(other -> other.digest().live()
                            && separations.concurrent(
                                    digest.version(), other.digest().version()));
            Entrant<M> entrant = new Entrant<>(digest, one.getValue());
            if (!newer.isEmpty() && rival && digest.kind() != Digest.Kind.FORGOTTEN) {
                rivals.add(entrant);
            }
            newer.add(entrant);
        }
        return new Contest<>(newer.get(0), rivals);
    }

    private static int newestFirst(Digest one, Digest other) {
        return Comparator.comparingLong(Digest::version)
                .thenComparing(Digest::kind)
                .compare(other, one);
    }

    /** Whether a resolver has something to choose. */
    public boolean open() {
        return rivals.stream().anyMatch(Entrant::eligible);
    }
}
