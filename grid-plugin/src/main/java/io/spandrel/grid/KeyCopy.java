package io.spandrel.grid;

import org.jspecify.annotations.Nullable;

/**
 * What one owner holds of a key.
 *
 * @param member the owner
 * @param primary whether it is the primary owner
 * @param state what it holds
 * @param valueBytes the value's length as it is stored; negative if there is none, or it is kept as an object
 * @param valueHash a hash of the value, equal for equal bytes; null if there is none
 * @param lifetime how long it lives; null if there is no value
 * @param version of the write or delete, for people; null if none is known
 * @param value the value; null if there is none, or it was not asked for
 */
public record KeyCopy(
        String member,
        boolean primary,
        State state,
        long valueBytes,
        @Nullable String valueHash,
        KeyEntry.@Nullable Lifetime lifetime,
        @Nullable String version,
        @Nullable KeyText value) {

    /** What an owner holds. */
    public enum State {
        MEMORY,
        /** Not in memory: evicted or not loaded yet. */
        STORE,
        DELETED,
        ABSENT,
        /** It did not answer. */
        SILENT;

        boolean holdsValue() {
            return this == MEMORY || this == STORE;
        }
    }

    public static KeyCopy silent(String member, boolean primary) {
        return new KeyCopy(member, primary, State.SILENT, -1, null, null, null, null);
    }
}
