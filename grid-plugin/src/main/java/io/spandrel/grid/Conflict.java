package io.spandrel.grid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two writes of a key, made on two sides of a partition that did not know of each other, of which one stayed.
 *
 * @param at when it was settled
 * @param member that settled it, the key's primary
 * @param segment the key's
 * @param key the key
 * @param kept the write that stayed
 * @param dropped the other one
 * @param resolver who decided: {@code newest} also where one of the two was a delete, or the resolver failed
 */
public record Conflict(
        Instant at, String member, int segment, KeyText key, Write kept, Write dropped, String resolver) {

    /**
     * One of the two.
     *
     * @param version of the write, for people
     * @param written when, by the clock of the member that gave the version
     * @param deleted whether it was a delete
     * @param value null: it was a delete, or values were not asked for
     */
    public record Write(
            String version,
            Instant written,
            boolean deleted,
            @Nullable KeyText value) {}
}
