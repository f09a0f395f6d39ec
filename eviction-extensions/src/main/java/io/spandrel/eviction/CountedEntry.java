package io.spandrel.eviction;

/** An entry that can stand in one {@link FrequencyOrder} at a time, which alone uses these fields. */
abstract class CountedEntry extends LinkedEntry {

    byte count;
    byte halvingsSeen;
}
