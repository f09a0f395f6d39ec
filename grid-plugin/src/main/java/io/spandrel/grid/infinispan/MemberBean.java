package io.spandrel.grid.infinispan;

import io.spandrel.grid.infinispan.drain.MemberDrain;
import io.spandrel.grid.infinispan.member.LocalMember;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.DataType;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;

/** A member of the grid as a JMX bean and as Micrometer gauges. */
@MBean(objectName = "SpandrelGrid", description = "What this member knows of the grid")
@Scope(Scopes.GLOBAL)
public final class MemberBean {

    private final LocalMember member;

    MemberBean(LocalMember member) {
        this.member = member;
    }

    @ManagedAttribute(description = "Name of this member", displayName = "Name", dataType = DataType.TRAIT)
    public String getName() {
        return member.name();
    }

    @ManagedAttribute(description = "Version of Spandrel", displayName = "Version", dataType = DataType.TRAIT)
    public String getVersion() {
        return member.version();
    }

    @ManagedAttribute(description = "Members of the current view", displayName = "Members")
    public int getMembers() {
        return member.peers().view().size();
    }

    @ManagedAttribute(description = "Id of the current view", displayName = "View")
    public long getView() {
        return member.peers().viewId();
    }

    @ManagedAttribute(
            description = "Segments of distributed caches that this member owns, and would hand over",
            displayName = "Drain segments")
    public int getDrainSegments() {
        return member.component(MemberDrain.class).figures().segments();
    }

    @ManagedAttribute(description = "Events kept in the history", displayName = "History")
    public int getHistory() {
        return member.history().events().size();
    }

    @ManagedAttribute(
            description = "Events that left the history for newer ones",
            displayName = "History dropped",
            measurementType = MeasurementType.TRENDSUP)
    public long getHistoryDropped() {
        return member.history().dropped();
    }

    @ManagedAttribute(
            description = "How often this member was asked to remove what has expired",
            displayName = "Expiration requests",
            measurementType = MeasurementType.TRENDSUP)
    public long getExpirationRequests() {
        return member.expirationCounts().requests.sum();
    }

    @ManagedAttribute(
            description = "How often it went through a cache for that; requests in quick succession share a run",
            displayName = "Expiration runs",
            measurementType = MeasurementType.TRENDSUP)
    public long getExpirationRuns() {
        return member.expirationCounts().runs.sum();
    }
}
