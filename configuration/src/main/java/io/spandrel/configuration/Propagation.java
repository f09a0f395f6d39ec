package io.spandrel.configuration;

/** What the owners send to holders of a local copy when the value changes. */
public enum Propagation {
    /** The copy is dropped. */
    INVALIDATE,
    /** The copy is replaced. */
    VALUE
}
