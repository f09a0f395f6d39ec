package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.Digest;

/**
 * What is held or sent under a key.
 *
 * @param value unique for each write, 0 for none
 */
record State(Digest digest, long value) {

    static final State ABSENT = new State(Digest.ABSENT, 0);

    /** As everybody has to take it at that time. */
    State at(long now) {
        Digest effective = digest.at(now);
        return effective == digest ? this : new State(effective, 0);
    }
}
