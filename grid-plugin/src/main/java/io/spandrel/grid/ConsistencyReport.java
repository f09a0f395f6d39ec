package io.spandrel.grid;

import java.util.Set;

/**
 * The writes and reads of a versioned cache, as one member has seen them since the cache started there.
 *
 * @param writes what became of writes, and of the rounds that this member led as a primary
 * @param reads reads above {@code ONE} that began on this member, and the repairs they led to
 * @param slowMembers names of those that writes are not sent to now unless they are needed
 * @param slowMembersFound how often a member was found to be slow
 * @param primariesReplaced how often this member, as the coordinator, had other owners be primary in place of one that did not answer
 * @param olderNotApplied writes that came to this owner and were not applied, because it held something newer
 * @param formerPrimariesRefused writes that this owner did not acknowledge, because their sender is not the primary any more
 * @param inquiriesRepeated how often this member, having joined or merged, had to ask the others again which owners count, because
 *     not all had answered
 * @param clockAheadMillis how far this member's clock for versions is ahead of its wall clock, ms
 * @param clockRefused versions refused because they were further ahead than {@code max-clock-drift}
 * @param clockJumps how often this member's wall clock has jumped, which is not believed until other members confirm it
 * @param conflicts keys that two sides of a partition had written
 */
public record ConsistencyReport(
        Writes writes,
        Reads reads,
        Set<String> slowMembers,
        long slowMembersFound,
        long primariesReplaced,
        long olderNotApplied,
        long formerPrimariesRefused,
        long inquiriesRepeated,
        long clockAheadMillis,
        long clockRefused,
        long clockJumps,
        ConflictsReport conflicts) {

    public ConsistencyReport {
        slowMembers = Set.copyOf(slowMembers);
    }

    /**
     * The first three, and {@code redirected}, are counted where a write began, as its caller was told; the others on the primary of its key. A write of
     * several keys counts once for each.
     *
     * @param done writes that changed something, and were acknowledged as their level asks
     * @param notDone writes that ended in {@link WriteNotDoneException}
     * @param unknown writes that ended in {@link WriteUnknownException}
     * @param unavailable rounds that sent nothing, because too few owners could be reached; conditions not evaluated among them
     * @param belowLevel rounds that were acknowledged by fewer owners than their level asks for with as many owners as the cache is
     *     configured to have, because there are not as many members; never in replicated caches
     * @param rewritten rounds repeated with a newer version, because an owner held something newer
     * @param redirected writes that began here and were repeated by another primary, because the first one did not answer
     * @param late writes of others that were not carried out, because they had been on their way to this primary for longer than
     *     anybody waits for them
     * @param ownersLeftBehind owners that did not have a write when it was over, or for longer than the threshold for slow
     *     members; hints are made of them
     * @param conditions conditions of writes for which a majority was asked first
     * @param conditionsUnsettled those of which the owners asked did not agree, and were made to
     */
    public record Writes(
            long done,
            long notDone,
            long unknown,
            long unavailable,
            long belowLevel,
            long rewritten,
            long redirected,
            long late,
            long ownersLeftBehind,
            long conditions,
            long conditionsUnsettled) {}

    /**
     * A read of several keys counts once for each.
     *
     * @param keys read above {@code ONE}
     * @param unavailable of reads that ended in {@link ReadUnavailableException}
     * @param mismatches keys of which the owners asked did not hold the same version, also those that showed it late
     * @param speculative questions to further owners because those asked had not answered within the threshold for slow members, for
     *     conditions and repairs too
     * @param repairedBackground keys that a read had repaired after it was over
     * @param repairedBlocking keys that a read had repaired before it returned
     * @param repairsFailed keys that could not be repaired
     * @param repairsDropped keys that were not repaired, because too many others were at that moment
     */
    public record Reads(
            long keys,
            long unavailable,
            long mismatches,
            long speculative,
            long repairedBackground,
            long repairedBlocking,
            long repairsFailed,
            long repairsDropped) {}
}
