package io.spandrel.configuration;

/** The least role that sees cached values in the console. */
public enum ShowValues {
    VIEWER,
    OPERATOR,
    ADMIN,
    /** Nobody does. */
    NONE
}
