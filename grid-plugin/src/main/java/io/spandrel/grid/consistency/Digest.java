package io.spandrel.grid.consistency;

import java.util.Locale;

/**
 * What an owner holds of a key, without the value.
 *
 * <p>Digests of one key are totally ordered by {@link #newerThan}: by version, and of two with the same version a tombstone is
 * the newer one. {@link #ABSENT} is older than every other.
 *
 * @param deadline when a value expires, in milliseconds since 1970; {@link #NEVER} for what does not expire
 */
public record Digest(Kind kind, long version, long deadline) {

    /** What there may be under a key. */
    public enum Kind {
        /** Nothing: the key was never written here, or its tombstone was purged. */
        ABSENT,
        VALUE,
        /** Nothing, and a delete up to this version was not remembered: whether this one was deleted is not known. */
        FORGOTTEN,
        TOMBSTONE
    }

    /** The deadline of what does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    public static final Digest ABSENT = new Digest(Kind.ABSENT, Version.NONE, NEVER);

    public Digest {
        if (version < 0) {
            throw new IllegalArgumentException("a version must not be negative, was " + version);
        }
    }

    public static Digest value(long version, long deadline) {
        return new Digest(Kind.VALUE, version, deadline);
    }

    public static Digest tombstone(long version) {
        return new Digest(Kind.TOMBSTONE, version, NEVER);
    }

    /**
     * What an owner tells of a key for which this digest is what its containers say: nothing is a tombstone of the segment's
     * last clear, or not known where deletes were forgotten.
     *
     * @param clearedUpTo version of the segment's last clear, or {@link Version#NONE}
     * @param forgottenUpTo see {@link Tombstones#forgottenUpTo}
     */
    public Digest in(long clearedUpTo, long forgottenUpTo) {
        if (kind != Kind.ABSENT && version > clearedUpTo) {
            return this;
        }
        if (forgottenUpTo > clearedUpTo && kind == Kind.ABSENT) {
            return new Digest(Kind.FORGOTTEN, forgottenUpTo, NEVER);
        }
        return clearedUpTo == Version.NONE ? ABSENT : tombstone(clearedUpTo);
    }

    public boolean newerThan(Digest other) {
        return version != other.version ? version > other.version : kind.compareTo(other.kind) > 0;
    }

    /**
     * This digest as everybody has to take it at a time: a value whose deadline has passed is its own tombstone.
     *
     * @param now in milliseconds since 1970
     */
    public Digest at(long now) {
        return kind == Kind.VALUE && deadline <= now ? tombstone(version) : this;
    }

    /** Whether a reader gets a value. */
    public boolean live() {
        return kind == Kind.VALUE;
    }

    @Override
    public String toString() {
        return kind == Kind.ABSENT ? "absent" : kind.name().toLowerCase(Locale.ROOT) + " " + Version.toString(version);
    }
}
