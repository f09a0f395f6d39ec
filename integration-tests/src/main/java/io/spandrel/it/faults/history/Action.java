package io.spandrel.it.faults.history;

/** What a client asked for. */
public enum Action {
    /** Answered by the value, or null. */
    READ,
    PUT,
    REMOVE,
    /** Put the new value if the old one is there; answered by {@code true} or {@code false}. */
    REPLACE,
    /** One more; answered by the number reached. */
    INCREMENT;

    /** Whether it may change its key. */
    public boolean writes() {
        return this != READ;
    }
}
