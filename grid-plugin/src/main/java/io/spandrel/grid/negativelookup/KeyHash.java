package io.spandrel.grid.negativelookup;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.UUID;

/**
 * The 64-bit hash of a key as it is stored, by which the filters know it. Equal keys have equal hashes, on every JVM where
 * their {@code hashCode()} is the same; that of byte arrays, strings, numbers, UUIDs and enums is.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash">XXH3, 64 bits</a>, for bytes and strings
 */
public final class KeyHash {

    private final Hasher64 hasher;
    private final long seed;

    /** @param seed another one makes other hashes; the same on all members */
    public KeyHash(long seed) {
        this.hasher = Hashing.xxh3_64(seed);
        this.seed = seed;
    }

    /** The hash of some bytes. */
    public long of(byte[] key) {
        return hasher.hashBytesToLong(key);
    }

    /** The hash of a number. */
    public long of(long key) {
        return mix(key);
    }

    /** The hash of a key: of its content if it is a byte array, string, number, UUID or enum, else of its hash code. */
    public long of(Object key) {
        if (key instanceof byte[] bytes) {
            return of(bytes);
        }
        if (key instanceof String string) {
            return hasher.hashCharsToLong(string);
        }
        if (key instanceof Long number) {
            return mix(number);
        }
        if (key instanceof UUID id) {
            return mix(mix(id.getMostSignificantBits()) ^ id.getLeastSignificantBits());
        }
        if (key instanceof Enum<?> constant) {
            return hasher.hashCharsToLong(constant.name());
        }
        return mix(key.hashCode());
    }

    /* Stafford's variant 13 of the finalizer of MurmurHash3 */
    private long mix(long value) {
        long bits = (value ^ seed) + 0x9e37_79b9_7f4a_7c15L;
        bits = (bits ^ (bits >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return bits ^ (bits >>> 31);
    }
}
