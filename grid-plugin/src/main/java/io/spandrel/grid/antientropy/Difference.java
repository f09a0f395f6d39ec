package io.spandrel.grid.antientropy;

import org.jspecify.annotations.Nullable;

/**
 * A key on which two owners do not agree.
 *
 * @param <K> a key
 */
public record Difference<K>(int segment, K key, Cause cause) {

    /** What one of the two has to be told. */
    public enum Cause {
        /** It has nothing where the other has a value. */
        MISSING_VALUE,
        /** It has an older value. */
        OLDER_VALUE,
        /** It has nothing where the other remembers a delete. */
        MISSING_DELETE,
        /** It has a value that the other knows to be deleted. */
        SURVIVING_VALUE,
        /** It has a delete that the other knows to be older than a value. */
        OUTLIVED_DELETE,
        /** It has the same version under another lifespan. */
        OTHER_LIFESPAN,
        /** It has missed a clear of the cache: counted once for each owner, whatever the keys. */
        MISSED_CLEAR
    }

    /** What the one that is behind lacks; null for nothing that is held. */
    static Cause between(@Nullable KeyState one, @Nullable KeyState other) {
        if (one == null || other == null) {
            KeyState only = one == null ? other : one;
            return only != null && only.live() ? Cause.MISSING_VALUE : Cause.MISSING_DELETE;
        }
        KeyState newer = other.newerThan(one) ? other : one;
        KeyState older = newer == one ? other : one;
        if (!newer.live()) {
            return older.live() ? Cause.SURVIVING_VALUE : Cause.MISSING_DELETE;
        }
        if (!older.live()) {
            return Cause.OUTLIVED_DELETE;
        }
        return newer.version() == older.version() ? Cause.OTHER_LIFESPAN : Cause.OLDER_VALUE;
    }
}
