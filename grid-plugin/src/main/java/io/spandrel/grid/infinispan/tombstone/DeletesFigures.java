package io.spandrel.grid.infinispan.tombstone;

import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.Identities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;

/** How the deletes of a cache stand on this member, also as a JMX bean and as Micrometer gauges. Thread-safe. */
@MBean(objectName = "SpandrelTombstones", description = "What is remembered of deletes on this member")
@Scope(Scopes.NAMED_CACHE)
public final class DeletesFigures {

    private final CacheVersions versions;
    private final DeletesSweep sweep;
    private final Identities identities;
    private final InstantSource clock;
    private final Duration grace;

    DeletesFigures(
            CacheVersions versions, DeletesSweep sweep, Identities identities, InstantSource clock, Duration grace) {
        this.versions = versions;
        this.sweep = sweep;
        this.identities = identities;
        this.clock = clock;
        this.grace = grace;
    }

    public TombstonesReport report() {
        Map<String, Long> blockedBy = new HashMap<>();
        sweep.blockers().forEach((owner, count) -> blockedBy.merge(identities.name(owner), count, Long::sum));
        long cleared = versions.deletes().cleared();
        return new TombstonesReport(
                getLive(),
                getBytes(),
                versions.deletes().tombstones().bytesMax(),
                oldest(),
                grace.toMillis(),
                getPurged(),
                getBlocked(),
                blockedBy,
                getNeedFullCompare(),
                getForgotten(),
                getResurrectionsBlocked(),
                cleared == Version.NONE ? null : Instant.ofEpochMilli(Version.millis(cleared)));
    }

    /* Versions may be ahead of this member's clock: they are given by all members. */
    private long oldest() {
        long version = sweep.oldest();
        return version == Version.NONE || getLive() == 0 ? 0 : Math.max(0, clock.millis() - Version.millis(version));
    }

    @ManagedAttribute(description = "Deletes remembered", displayName = "Tombstones")
    public long getLive() {
        return versions.deletes().tombstones().live();
    }

    @ManagedAttribute(description = "Memory of the deletes with their keys, in bytes", displayName = "Tombstone memory")
    public long getBytes() {
        return versions.deletes().tombstones().bytes();
    }

    @ManagedAttribute(
            description = "Deletes forgotten because all owners had them for longer than grace",
            displayName = "Tombstones purged",
            measurementType = MeasurementType.TRENDSUP)
    public long getPurged() {
        return versions.deletes().tombstones().purged();
    }

    @ManagedAttribute(
            description = "Deletes that not all owners confirmed or purged in the last sweep",
            displayName = "Tombstones blocked")
    public long getBlocked() {
        return sweep.blocked();
    }

    @ManagedAttribute(
            description = "Segments in which a delete was not remembered and owners were not compared since",
            displayName = "Segments that need a full comparison")
    public int getNeedFullCompare() {
        return versions.deletes().needFullCompare();
    }

    @ManagedAttribute(
            description = "Deletes not remembered, because there was no room",
            displayName = "Deletes not remembered",
            measurementType = MeasurementType.TRENDSUP)
    public long getForgotten() {
        return versions.deletes().tombstones().forgotten();
    }

    @ManagedAttribute(
            description = "Writes that came late and would have undone a delete",
            displayName = "Resurrections blocked",
            measurementType = MeasurementType.TRENDSUP)
    public long getResurrectionsBlocked() {
        return versions.resurrectionsBlocked();
    }
}
