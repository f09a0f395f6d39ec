package io.spandrel.grid.spi;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.function.Consumer;

/**
 * Hears of the rounds above {@code ONE} that this member leads: as the primary of a key that is written, and where a read or a
 * condition asks owners. Called in the thread that begins the round, so it must not block.
 */
public interface RoundListener {

    /**
     * A round begins.
     *
     * @return called once when its outcome is known, in any thread
     */
    Consumer<End> started(Round round);

    /** What a round is for. */
    enum Kind {
        READ,
        WRITE
    }

    /** How a round ended. */
    enum Outcome {
        DONE,
        /** No owner has the write, nor will. */
        NOT_DONE,
        /** Some owner may have the write. */
        UNKNOWN,
        /** Too few owners answered a read. */
        UNAVAILABLE
    }

    /**
     * @param cache the cache it is of
     * @param keys how many it reads; 1 for a write
     * @param needed how many owners of a key have to answer
     * @param owners how many there are, of all keys together
     */
    record Round(Kind kind, String cache, ConsistencyLevel level, int keys, int needed, int owners) {}

    /**
     * @param answered how many owners had answered, this member counted in if it is one
     */
    record End(Outcome outcome, int answered) {}
}
