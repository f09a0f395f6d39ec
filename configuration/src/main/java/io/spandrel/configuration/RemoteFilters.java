package io.spandrel.configuration;

/** Whether a member subscribes to the filters of segments it does not own. */
public enum RemoteFilters {
    /** Where it misses often. */
    AUTO,
    ALWAYS,
    NEVER
}
