package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.Consistency;
import org.infinispan.commands.FlagAffectedCommand;
import org.jspecify.annotations.Nullable;

/** The levels that one call asks for, in its command: they travel with it to whichever member carries it out. */
final class CallLevels {

    /*
     * Infinispan sends a command's flags as one long, of which its own take the lower half. No flag of Infinispan's is ever
     * looked for in these bits, and what it does not know it leaves alone.
     */
    private static final int WRITE_SHIFT = 56;
    private static final int READ_SHIFT = 58;
    private static final long MASK = 3;
    private static final ConsistencyLevel[] LEVELS = ConsistencyLevel.values();

    private CallLevels() {}

    /** The flags of commands with these levels. */
    static long flags(Consistency consistency) {
        return bits(consistency.write()) << WRITE_SHIFT | bits(consistency.read()) << READ_SHIFT;
    }

    /** How many owners a write is to wait for; null: as many as the cache is configured with. */
    static @Nullable ConsistencyLevel write(FlagAffectedCommand command) {
        return level(command.getFlagsBitSet() >>> WRITE_SHIFT);
    }

    /** How many owners a read with these flags is to ask; null: as many as the cache is configured with. */
    static @Nullable ConsistencyLevel read(long flags) {
        return level(flags >>> READ_SHIFT);
    }

    private static long bits(ConsistencyLevel level) {
        return level.ordinal() + 1L;
    }

    private static @Nullable ConsistencyLevel level(long shifted) {
        int bits = (int) (shifted & MASK);
        return bits == 0 ? null : LEVELS[bits - 1];
    }
}
