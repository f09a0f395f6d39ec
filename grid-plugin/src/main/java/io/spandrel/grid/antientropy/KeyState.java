package io.spandrel.grid.antientropy;

/**
 * What an owner holds of a key, as far as owners have to agree on it.
 *
 * @param live whether it is a value; else a delete
 * @param version the version of its write
 * @param lifespan for how long the value lives from its write on, ms; {@link #FOREVER}: it does not expire
 */
public record KeyState(boolean live, long version, long lifespan) {

    /** The lifespan of what does not expire, and of a delete. */
    public static final long FOREVER = -1;

    /*
     * The lifespan and not the deadline: each owner counts it from when it wrote the entry, a few milliseconds apart. Together
     * with the version, which carries the time of the write, it says the same.
     */

    public static KeyState value(long version, long lifespan) {
        return new KeyState(true, version, lifespan);
    }

    public static KeyState delete(long version) {
        return new KeyState(false, version, FOREVER);
    }

    /** Whether this one replaces the other: it was written later, or deletes it under its own version. */
    public boolean newerThan(KeyState other) {
        return version != other.version ? version > other.version : !live && other.live;
    }

    /** 64 bits of a key and its state, that look random and are the same on all members. */
    public long digest(long keyHash) {
        long bits = mix(keyHash);
        bits = mix(bits ^ version);
        return mix(bits ^ (lifespan << 1) ^ (live ? 1 : 0));
    }

    /* Stafford's variant 13 of the finalizer of MurmurHash3. */
    private static long mix(long value) {
        long bits = value + 0x9e37_79b9_7f4a_7c15L;
        bits = (bits ^ (bits >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return bits ^ (bits >>> 31);
    }
}
