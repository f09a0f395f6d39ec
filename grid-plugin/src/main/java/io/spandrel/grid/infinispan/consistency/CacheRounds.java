package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.infinispan.member.ClockCheck;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;
import org.infinispan.remoting.transport.Address;

/** How the writes and reads of a versioned cache fare on this member, also as a JMX bean and as Micrometer gauges. Thread-safe. */
@MBean(objectName = "SpandrelConsistency", description = "What became of versioned writes and reads on this member")
@Scope(Scopes.NAMED_CACHE)
public final class CacheRounds {

    private final CacheVersions versions;
    private final WriteRounds rounds;
    private final ExpectedTopology expected;
    private final ClockCheck clock;
    private final Supplier<ConflictsReport> conflicts;
    private final ReadCounts reads = new ReadCounts();

    public CacheRounds(
            CacheVersions versions,
            WriteRounds rounds,
            ExpectedTopology expected,
            ClockCheck clock,
            Supplier<ConflictsReport> conflicts) {
        this.versions = versions;
        this.rounds = rounds;
        this.expected = expected;
        this.clock = clock;
        this.conflicts = conflicts;
    }

    public WriteCounts writes() {
        return rounds.counts();
    }

    /** Whether writes go on without those that do not answer, of whom one is asked about. */
    public boolean goOnWithout(Address owner, Set<Address> silent, LocalizedCacheTopology topology) {
        return rounds.goOnWithout(owner, silent, topology);
    }

    /** A member may not answer: it is asked, unless writes wait for it in any case. */
    public void suspect(Address owner) {
        rounds.suspect(owner);
    }

    public ReadCounts reads() {
        return reads;
    }

    public ConsistencyReport report() {
        Set<String> slow = new TreeSet<>();
        rounds.slow().all().forEach(member -> slow.add(rounds.name(member)));
        return new ConsistencyReport(
                writes().report(),
                reads.report(),
                slow,
                getSlowMembersFound(),
                getPrimariesReplaced(),
                getOlderNotApplied(),
                getFormerPrimariesRefused(),
                getInquiriesRepeated(),
                getClockAhead(),
                getClockRefused(),
                getClockJumps(),
                conflicts.get());
    }

    @ManagedAttribute(
            description = "Writes that did not stay, because one of the other side of a partition did",
            displayName = "Conflicts settled",
            measurementType = MeasurementType.TRENDSUP)
    public long getConflictsSettled() {
        return conflicts.get().settled();
    }

    @ManagedAttribute(
            description = "Times that the conflict resolver failed, and the newer value stayed",
            displayName = "Conflict resolver failures",
            measurementType = MeasurementType.TRENDSUP)
    public long getConflictResolverFailures() {
        return conflicts.get().resolverFailures();
    }

    @ManagedAttribute(
            description = "Writes acknowledged as their level asks",
            displayName = "Writes done",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesDone() {
        return writes().done.sum();
    }

    @ManagedAttribute(
            description = "Writes that no owner has",
            displayName = "Writes not done",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesNotDone() {
        return writes().notDone.sum();
    }

    @ManagedAttribute(
            description = "Writes that some owner may have",
            displayName = "Writes unknown",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesUnknown() {
        return writes().unknown.sum();
    }

    @ManagedAttribute(
            description = "Rounds of writes that sent nothing, because too few owners could be reached",
            displayName = "Writes unavailable",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesUnavailable() {
        return writes().unavailable.sum();
    }

    @ManagedAttribute(
            description = "Keys read above ONE",
            displayName = "Quorum reads",
            measurementType = MeasurementType.TRENDSUP)
    public long getReads() {
        return reads.keys.sum();
    }

    @ManagedAttribute(
            description = "Keys of reads for which too few owners answered",
            displayName = "Reads unavailable",
            measurementType = MeasurementType.TRENDSUP)
    public long getReadsUnavailable() {
        return reads.unavailable.sum();
    }

    @ManagedAttribute(
            description = "Keys of which the owners asked did not hold the same",
            displayName = "Digest mismatches",
            measurementType = MeasurementType.TRENDSUP)
    public long getDigestMismatches() {
        return reads.mismatches.sum();
    }

    @ManagedAttribute(description = "Members that writes are not sent to unless needed", displayName = "Slow members")
    public int getSlowMembers() {
        return rounds.slow().all().size();
    }

    @ManagedAttribute(
            description = "How often a member was found to be slow",
            displayName = "Slow members found",
            measurementType = MeasurementType.TRENDSUP)
    public long getSlowMembersFound() {
        return rounds.slow().found();
    }

    @ManagedAttribute(
            description = "How often this coordinator had others be primary in place of a member that did not answer",
            displayName = "Primaries replaced",
            measurementType = MeasurementType.TRENDSUP)
    public long getPrimariesReplaced() {
        return writes().primariesReplaced.sum();
    }

    @ManagedAttribute(
            description = "Writes repeated by another primary, because the first one did not answer",
            displayName = "Writes redirected",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesRedirected() {
        return writes().redirected.sum();
    }

    @ManagedAttribute(
            description = "Writes not carried out, because they came when their senders had given them up",
            displayName = "Late writes",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesLate() {
        return writes().late.sum();
    }

    @ManagedAttribute(
            description = "Writes not applied here, because something newer was held",
            displayName = "Older writes not applied",
            measurementType = MeasurementType.TRENDSUP)
    public long getOlderNotApplied() {
        return versions.stale();
    }

    @ManagedAttribute(
            description = "Writes not acknowledged, because their sender is not the primary any more",
            displayName = "Former primaries refused",
            measurementType = MeasurementType.TRENDSUP)
    public long getFormerPrimariesRefused() {
        return versions.formerPrimariesRefused();
    }

    @ManagedAttribute(
            description = "Times that members were asked again which owners count, because not all had answered",
            displayName = "Inquiries repeated",
            measurementType = MeasurementType.TRENDSUP)
    public long getInquiriesRepeated() {
        return expected.inquiriesRepeated();
    }

    @ManagedAttribute(
            description = "How far the clock for versions is ahead of the wall clock, in milliseconds",
            displayName = "Clock ahead")
    public long getClockAhead() {
        return versions.clock().ahead().toMillis();
    }

    @ManagedAttribute(
            description = "Versions refused because they were further ahead than max-clock-drift",
            displayName = "Versions refused",
            measurementType = MeasurementType.TRENDSUP)
    public long getClockRefused() {
        return versions.clock().refused();
    }

    @ManagedAttribute(
            description =
                    "How often this member's wall clock has jumped, which is not believed until others confirm it",
            displayName = "Clock jumps",
            measurementType = MeasurementType.TRENDSUP)
    public long getClockJumps() {
        return clock.jumps();
    }
}
