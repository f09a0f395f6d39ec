package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.FilterReport;
import io.spandrel.grid.infinispan.member.GridLog;
import io.spandrel.grid.negativelookup.CopyPolicy;
import io.spandrel.grid.negativelookup.CuckooFilter;
import io.spandrel.grid.negativelookup.FilterCopies;
import io.spandrel.grid.negativelookup.FilterState;
import io.spandrel.grid.negativelookup.Lease;
import io.spandrel.grid.negativelookup.PresenceListener;
import io.spandrel.grid.negativelookup.Subscribers;
import io.spandrel.grid.negativelookup.Timers;
import io.spandrel.grid.negativelookup.Topology;
import io.spandrel.grid.spi.CacheContext;
import java.util.BitSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.commands.CommandInvocationId;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.WriteCommand;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.partitionhandling.impl.PartitionHandlingManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One cache's subscriptions on this member: the copies it holds, and those that others hold of its filters. A component
 * of the cache, also a JMX bean and Micrometer gauges. Thread-safe.
 */
@MBean(
        objectName = "SpandrelSubscriptions",
        description = "Copies of other members' filters on this member, and what this member tells others")
@Scope(Scopes.NAMED_CACHE)
public final class Subscriptions implements PresenceListener {

    /** As a power of two; so that a cache started again has higher session numbers than before. */
    private static final int SESSIONS_A_MILLISECOND = 10;

    private final String cache;
    private final NegativeLookup lookup;
    private final DistributionManager distribution;
    private final PartitionHandlingManager partitions;
    private final Timers timers;
    private final Subscribers<Address, FilterState> subscribers;
    private final FilterCopies<Address, FilterState> copies;
    private final LongAdder absent = new LongAdder();
    private final LongAdder audits = new LongAdder();
    private final LongAdder auditFailures = new LongAdder();
    private volatile Runnable readAnswered = () -> {};

    Subscriptions(CacheContext context, NegativeLookup lookup, CopyPolicy policy, Timers timers) {
        this.cache = context.cacheName();
        this.lookup = lookup;
        this.distribution = context.component(DistributionManager.class);
        this.partitions = context.component(PartitionHandlingManager.class);
        this.timers = timers;
        Transport transport = context.component(Transport.class);
        FilterPeers peers = new FilterPeers(cache, transport, Lease.DEFAULT);
        int segments = lookup.filters().segments();
        this.subscribers = new Subscribers<>(
                transport.getAddress(), segments, peers, timers, Lease.DEFAULT, this::topology, this::content);
        this.copies = new FilterCopies<>(
                segments,
                peers,
                timers,
                Lease.DEFAULT,
                policy,
                this::topology,
                state -> new CuckooCopy(CuckooFilter.of(state)),
                System.currentTimeMillis() << SESSIONS_A_MILLISECOND);
    }

    Subscribers<Address, FilterState> subscribers() {
        return subscribers;
    }

    FilterCopies<Address, FilterState> copies() {
        return copies;
    }

    FilterReport.Copies report() {
        FilterCopies.Figures held = copies.figures();
        Subscribers.Figures given = subscribers.figures();
        return new FilterReport.Copies(
                held.copies(),
                held.bytes(),
                held.subscribed(),
                held.dropped(),
                held.uneconomic(),
                absent.sum(),
                given.copies(),
                given.announced(),
                given.waits(),
                audits.sum(),
                auditFailures.sum(),
                held.remoteNanos(),
                Math.round(held.probeNanos()));
    }

    private Topology<Address> topology() {
        return new CacheTopologyView(distribution.getCacheTopology(), available());
    }

    /** The content of a filter of this member's; null: it is not complete. */
    private @Nullable FilterState content(int segment) {
        var reading = lookup.filters().read(segment, filter -> filter.state());
        return reading == null ? null : reading.content();
    }

    /** Whether another member's key is absent for certain. */
    boolean excludes(int segment, Object key) {
        return copies.holds(segment)
                && available()
                && copies.excludes(
                        segment,
                        lookup.hash(key),
                        distribution.getCacheTopology().getTopologyId());
    }

    void answeredAbsent() {
        absent.increment();
    }

    /** Has {@code told} run whenever a read of a single key is answered by a copy, unless it asks for no statistics. */
    public void onReadAnswered(Runnable told) {
        readAnswered = told;
    }

    /** A read of a single key was answered by a copy. */
    void readAnswered() {
        readAnswered.run();
    }

    boolean owns(int segment) {
        return distribution.getCacheTopology().isSegmentReadOwner(segment);
    }

    int segment(Object key) {
        return lookup.segment(key);
    }

    boolean audited() {
        return lookup.audited();
    }

    /**
     * Takes note of what the owner says to a key that a copy excluded. The write of a key that is there may be under way;
     * once it can have been announced or the lease be over, the copy must know it or not be in use.
     */
    void audit(int segment, Object key, boolean found) {
        Object copy = copies.copy(segment);
        if (!found || copy == null) {
            audited(false);
            return;
        }
        timers.schedule(
                () -> {
                    boolean wrong = copies.copy(segment) == copy && excludes(segment, key);
                    if (wrong) {
                        copies.distrust(segment);
                        GridLog.LOG.copyWasWrong(cache, segment);
                    }
                    audited(wrong);
                },
                Lease.DEFAULT.guard().multipliedBy(3));
    }

    private void audited(boolean wrong) {
        lookup.copyAudited(wrong);
        audits.increment();
        if (wrong) {
            auditFailures.increment();
        }
    }

    /** Has those who hold copies told of a key, if it is new here; then {@link #written} must follow. */
    boolean foretell(DataWriteCommand write) {
        int segment = write.getSegment();
        if (!subscribers.isSubscribed(segment)) {
            return false;
        }
        long hash = lookup.hash(write.getKey());
        if (lookup.filters().mayContain(segment, hash)) {
            return false;
        }
        subscribers.foretell(segment, hash);
        return true;
    }

    void written(DataWriteCommand write) {
        subscribers.written(lookup.hash(write.getKey()));
    }

    /** A write that began here has been carried out, and its writer does not know yet. */
    void wrote(DataWriteCommand write) {
        if (!owns(write.getSegment())) {
            copies.wrote(write.getSegment(), lookup.hash(write.getKey()));
        }
    }

    /** What a write that was carried out here has to wait for; null: for nothing. */
    @Nullable
    CompletionStage<Void> unsettled(WriteCommand command) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        if (subscribers.quiet(topology.getTopologyId())) {
            return null;
        }
        if (command instanceof DataWriteCommand data) {
            return topology.isSegmentWriteOwner(data.getSegment())
                    ? subscribers.unsettled(data.getSegment(), writer(data))
                    : null;
        }
        BitSet segments = new BitSet();
        command.getAffectedKeys().forEach(key -> segments.set(segment(key)));
        CompletionStage<Void> all = null;
        for (int segment = segments.nextSetBit(0); segment >= 0; segment = segments.nextSetBit(segment + 1)) {
            CompletionStage<Void> one =
                    topology.isSegmentWriteOwner(segment) ? subscribers.unsettled(segment, null) : null;
            all = all == null ? one : one == null ? all : all.thenCombine(one, (first, second) -> first);
        }
        return all;
    }

    /* Where it began it ends, in wrote(). */
    private static @Nullable Address writer(DataWriteCommand command) {
        CommandInvocationId id = command.getCommandInvocationId();
        return id == null ? null : id.getAddress();
    }

    @Override
    public void appeared(int segment, long epoch, long sequence, long hash) {
        subscribers.appeared(segment, hash);
    }

    @Override
    public void disappeared(int segment, long epoch, long sequence, long hash) {
        // a copy may have too much
    }

    @Override
    public void ended(int segment, long epoch) {
        subscribers.ended(segment);
    }

    private boolean available() {
        return partitions.getAvailabilityMode() == AvailabilityMode.AVAILABLE;
    }

    @ManagedAttribute(description = "Copies of other members' filters", displayName = "Copies")
    public long getCopies() {
        return copies.figures().copies();
    }

    @ManagedAttribute(description = "Memory of the copies, in bytes", displayName = "Copy memory")
    public long getCopyBytes() {
        return copies.figures().bytes();
    }

    @ManagedAttribute(
            description = "Copies received",
            displayName = "Copies received",
            measurementType = MeasurementType.TRENDSUP)
    public long getCopiesReceived() {
        return copies.figures().subscribed();
    }

    @ManagedAttribute(
            description = "Copies given up, for whatever reason",
            displayName = "Copies dropped",
            measurementType = MeasurementType.TRENDSUP)
    public long getCopiesDropped() {
        return copies.figures().dropped();
    }

    @ManagedAttribute(
            description = "Copies given up because asking them cost more than it spared",
            displayName = "Uneconomic copies",
            measurementType = MeasurementType.TRENDSUP)
    public long getUneconomicCopies() {
        return copies.figures().uneconomic();
    }

    @ManagedAttribute(
            description = "Remote reads spared because the key was known to be absent",
            displayName = "Remote reads spared",
            measurementType = MeasurementType.TRENDSUP)
    public long getRemoteReadsSpared() {
        return absent.sum();
    }

    @ManagedAttribute(
            description = "What asking an owner for an absent key takes, in nanoseconds, a moving mean",
            displayName = "Remote miss time")
    public long getRemoteMissNanos() {
        return copies.figures().remoteNanos();
    }

    @ManagedAttribute(
            description = "What asking a copy takes, in nanoseconds, a moving mean",
            displayName = "Probe time")
    public long getProbeNanos() {
        return Math.round(copies.figures().probeNanos());
    }

    @ManagedAttribute(
            description = "Copies that other members hold of this member's filters",
            displayName = "Copies granted")
    public long getCopiesGranted() {
        return subscribers.figures().copies();
    }

    @ManagedAttribute(
            description = "New keys told to other members",
            displayName = "Keys announced",
            measurementType = MeasurementType.TRENDSUP)
    public long getKeysAnnounced() {
        return subscribers.figures().announced();
    }

    @ManagedAttribute(
            description = "Writes that waited for other members to know of them",
            displayName = "Writes that waited",
            measurementType = MeasurementType.TRENDSUP)
    public long getWritesThatWaited() {
        return subscribers.figures().waits();
    }

    @ManagedAttribute(
            description = "Answers 'absent' from copies that were checked with the owner",
            displayName = "Audits",
            measurementType = MeasurementType.TRENDSUP)
    public long getAudits() {
        return audits.sum();
    }

    @ManagedAttribute(
            description = "Answers 'absent' from copies that were checked and found wrong; must be 0",
            displayName = "Audit failures",
            measurementType = MeasurementType.TRENDSUP)
    public long getAuditFailures() {
        return auditFailures.sum();
    }
}
