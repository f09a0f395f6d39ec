package io.spandrel.grid;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.infinispan.commons.CacheException;

/**
 * Too few owners of a key answered for the level of a read. Nothing was changed by it; it may be tried again, or at a lower level.
 */
public final class ReadUnavailableException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> answered;
    private final transient Set<String> unreachable;

    /**
     * @param cache that was read
     * @param level of the read
     * @param answered owners that did answer, by name
     * @param unreachable owners that did not answer in time or could not be reached, by name
     */
    public ReadUnavailableException(
            String cache, String level, Collection<String> answered, Collection<String> unreachable) {
        this(
                "A read of cache '" + cache + "' at " + level + " did not have enough owners: "
                        + new TreeSet<>(answered) + " answered, " + new TreeSet<>(unreachable)
                        + " did not. Nothing was changed; try again, or read at a lower level",
                answered,
                unreachable);
    }

    private ReadUnavailableException(String message, Collection<String> answered, Collection<String> unreachable) {
        super(message);
        this.answered = Set.copyOf(answered);
        this.unreachable = Set.copyOf(unreachable);
    }

    /** A read that had to wait until its owners agreed, and they did not. */
    public static ReadUnavailableException notRepaired(String cache, String level, String reason) {
        return new ReadUnavailableException(
                "A read of cache '" + cache + "' at " + level
                        + " found owners that do not agree, and they could not be repaired: " + reason
                        + ". Nothing was lost by it; try again, or read with read-repair=\"background\"",
                Set.of(),
                Set.of());
    }

    /** Owners that answered, by name. */
    public Set<String> answered() {
        return answered;
    }

    /** Owners that did not answer, by name. */
    public Set<String> unreachable() {
        return unreachable;
    }
}
