package io.spandrel.eviction;

/** An entry that knows when it last took its place, counted in events of its policy, and whether it was used since. */
class TimedEntry extends QueuedEntry {
    boolean used;
    long time;
}
