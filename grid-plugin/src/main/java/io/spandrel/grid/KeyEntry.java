package io.spandrel.grid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and what its primary owner holds under it, without the value.
 *
 * @param id names the key in {@link GridCache#copiesById(String, boolean)}
 * @param segment the key's segment
 * @param key the key
 * @param valueBytes the value's length as it is stored; negative if it is kept as an object
 * @param lifetime how long it lives
 * @param version of its last write, for people; null if the cache is not versioned
 */
public record KeyEntry(
        String id,
        int segment,
        KeyText key,
        long valueBytes,
        Lifetime lifetime,
        @Nullable String version) {

    /**
     * How long an entry lives.
     *
     * @param createdAt when it was written; null if it lives forever
     * @param lifespanMillis from its creation; negative: forever
     * @param maxIdleMillis without a use; negative: forever
     * @param expiresAt when it ends unless it is used or written before; null: never
     */
    public record Lifetime(
            @Nullable Instant createdAt,
            long lifespanMillis,
            long maxIdleMillis,
            @Nullable Instant expiresAt) {

        /** Not limited. */
        public static final Lifetime FOREVER = new Lifetime(null, -1, -1, null);
    }
}
