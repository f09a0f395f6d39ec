package io.spandrel.it.faults.network;

/** What a machine may or may not let a network do to its links. */
public enum Ability {
    /** Links that can be cut, and lose what is sent. */
    CUT("no network namespaces"),
    /** Links that can be made slow. */
    SLOW("no network namespaces, or no token bucket filter in them");

    private final String missing;

    Ability(String missing) {
        this.missing = missing;
    }

    /** What the machine does not give, where it is missing. */
    public String missing() {
        return missing;
    }
}
