package io.spandrel.it.faults.workload;

/** What a key is for: each phase of a run has keys that only it writes. */
public enum Phase {
    /** Before the fault. */
    BEFORE(500),
    /** While it lasts. */
    FAULT(3_000),
    /** From its end until the members have settled. */
    HEALED(750),
    /** Never written after the preload. */
    NEVER(750);

    private final int keys;

    Phase(int keys) {
        this.keys = keys;
    }

    /** How many keys it has in a run of full size. */
    int keys() {
        return keys;
    }

    String letter() {
        return name().substring(0, 1);
    }
}
