package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.CoordinatedEntries;

/** The bound of a coordinated cache on this member. Thread-safe. */
public interface CoordinatedHandle extends EvictionHandle {

    /** What is held, by who decides on it. */
    CoordinatedEntries entriesByRole();
}
