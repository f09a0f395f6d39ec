package io.spandrel.configuration;

/** Who shares a rate. */
public enum LimiterScope {
    /** Each member has it for itself. */
    MEMBER,
    /** All members together have it. */
    CLUSTER
}
