package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/** An entry that can stand in one {@link EntryQueue} at a time. */
public abstract class LinkedEntry extends PolicyEntry {

    @Nullable
    LinkedEntry previous;

    @Nullable
    LinkedEntry next;

    protected LinkedEntry() {}
}
