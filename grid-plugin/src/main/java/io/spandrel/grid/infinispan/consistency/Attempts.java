package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.WriteException;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.consistency.Version;
import java.util.List;
import java.util.Map;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.context.impl.FlagBitSets;

/**
 * What a write on its way to its primary knows of an earlier attempt: whether that may have reached owners, and with which version.
 *
 * @param version of the attempt, or one that it would be newer than if the primary was {@code lost}; {@code Version.NONE}: there
 *     was none, or nobody took it
 * @param lost whether the primary that made the attempt has left without an answer
 */
record Attempts(long version, boolean lost) {

    /*
     * It travels in the place where a command has room for an entry's version, which a write does not have yet when it comes to
     * its primary. That of a lost primary has its sign turned. The first time, when Infinispan has not marked the command as
     * repeated, it carries its member's clock there: the primary sees how long it was on its way, and the version of a condition
     * will be newer than all which that member had heard of when it began.
     */
    static final Attempts NONE = new Attempts(Version.NONE, false);

    /** Of a command before it is carried out. */
    static Attempts of(DataWriteCommand command) {
        return command.hasAnyFlag(FlagBitSets.COMMAND_RETRY) ? read(carried(command)) : NONE;
    }

    /** That of the primary which was to carry out a write and has left, if its versions would be newer than {@code since}. */
    static Attempts lost(long since) {
        return new Attempts(Math.max(1, since), true);
    }

    private static Attempts read(long carried) {
        return new Attempts(Math.abs(carried), carried < 0);
    }

    /** It cannot be told whether the attempt has succeeded. */
    WriteException unknown(Object key) {
        return new WriteUnknownException(
                key, lost ? Version.NONE : version, ConsistencyLevel.QUORUM, List.of(), Map.of());
    }

    boolean any() {
        return version != Version.NONE;
    }

    /** Has the command know of it when it is repeated. */
    void note(DataWriteCommand command) {
        carry(command, lost ? -version : version);
    }

    /** What a command carries, whatever it means. */
    static long carried(DataWriteCommand command) {
        return CacheVersions.of(command.getInternalMetadata());
    }

    /** Has a command carry that. */
    static void carry(DataWriteCommand command, long carried) {
        command.setInternalMetadata(carried == Version.NONE ? null : CacheVersions.with(null, carried));
    }

    /** A version that the one of this attempt has to be newer than. */
    static long floor(DataWriteCommand command) {
        return command.hasAnyFlag(FlagBitSets.COMMAND_RETRY) || ConditionInterceptor.depends(command)
                ? Math.abs(carried(command))
                : Version.NONE;
    }

    /** What the clock of its member showed when a command was sent for the first time; {@code Version.NONE}: not told. */
    static long sent(DataWriteCommand command) {
        return command.hasAnyFlag(FlagBitSets.COMMAND_RETRY) ? Version.NONE : carried(command);
    }
}
