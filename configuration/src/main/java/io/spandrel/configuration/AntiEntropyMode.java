package io.spandrel.configuration;

/** What is done about a difference between owners. */
public enum AntiEntropyMode {
    /** It is repaired. */
    REPAIR,
    /** It is reported. */
    CHECK_ONLY
}
