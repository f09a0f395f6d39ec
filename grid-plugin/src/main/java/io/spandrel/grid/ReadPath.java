package io.spandrel.grid;

/** What answered a read of a single key, as seen by the member that was called. */
public enum ReadPath {
    /** The member's own memory. */
    MEMORY,
    /** The store, read by the member itself: the key is its own, and was not in memory. */
    STORE,
    /** Another member, which owns the key. */
    MEMBER,
    /** A filter of negative lookup, the member's own or its copy of another's: the key is absent for certain. */
    ABSENT,
    /** Nothing: an owner, or its store, was asked in vain, or the read failed. */
    MISSED
}
