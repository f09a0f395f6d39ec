package io.spandrel.grid.consistency;

import io.spandrel.grid.consistency.Tombstones.Delete;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Asks every expected owner of a segment whether it has these deletes, or something newer. Only what all of them have may be
 * purged; an owner that does not answer keeps everything.
 *
 * <p>Not thread-safe.
 *
 * @param <M> a member's identity
 * @param <K> a key
 */
public final class Confirmation<M, K> {

    private final Set<M> missing;
    private final Set<Delete<K>> confirmed;

    public Confirmation(ExpectedOwners<M> owners, Collection<Delete<K>> deletes) {
        this.missing = new HashSet<>(owners.all());
        this.confirmed = new LinkedHashSet<>(deletes);
    }

    /** An owner has answered which of them it has. */
    public void answered(M member, Collection<Delete<K>> has) {
        if (missing.remove(member)) {
            confirmed.retainAll(new HashSet<>(has));
        }
    }

    /** What all have confirmed; empty until the last one has answered. */
    public Set<Delete<K>> confirmed() {
        return missing.isEmpty() ? confirmed : Set.of();
    }
}
