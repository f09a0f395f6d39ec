package io.spandrel.grid.infinispan.eviction;

import io.spandrel.eviction.ChoiceSnapshot;
import io.spandrel.eviction.CurveSnapshot;
import io.spandrel.eviction.infinispan.EvictionHandle;
import io.spandrel.grid.EvictionReport;
import java.util.concurrent.CompletionStage;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.DataType;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;
import org.jspecify.annotations.Nullable;

/** A bounded cache's bound on this member, also as a JMX bean and as Micrometer gauges. */
@MBean(objectName = "SpandrelEviction", description = "The bound that grid:eviction keeps on this member")
@Scope(Scopes.NAMED_CACHE)
public final class CacheEviction {

    private final EvictionHandle handle;
    private final @Nullable CacheCoordination coordination;

    CacheEviction(EvictionHandle handle, @Nullable CacheCoordination coordination) {
        this.handle = handle;
        this.coordination = coordination;
    }

    public EvictionReport report() {
        CurveSnapshot curve = handle.curve();
        ChoiceSnapshot choice = handle.choice();
        return new EvictionReport(
                handle.policyName(),
                handle.inBytes() ? EvictionReport.Unit.BYTES : EvictionReport.Unit.ENTRIES,
                handle.bound(),
                handle.size(),
                handle.entries(),
                handle.evictions(),
                handle.prematureEvictions(),
                handle.policyFailures(),
                curve == null ? null : CurveFigures.ratios(curve),
                choice == null ? null : ChoiceFigures.choice(choice),
                coordination == null ? null : coordination.report());
    }

    public CompletionStage<Long> evictNow() {
        return handle.evictNow();
    }

    @ManagedAttribute(description = "Policy in force", displayName = "Policy", dataType = DataType.TRAIT)
    public String getPolicy() {
        return handle.policyName();
    }

    @ManagedAttribute(
            description = "Candidate that the policy auto runs now; the policy itself if it is another",
            displayName = "Policy chosen",
            dataType = DataType.TRAIT)
    public String getPolicyChosen() {
        ChoiceSnapshot choice = handle.choice();
        return choice == null ? handle.policyName() : choice.current();
    }

    @ManagedAttribute(
            description = "Times the policy auto changed to another candidate",
            displayName = "Policy switches",
            measurementType = MeasurementType.TRENDSUP)
    public long getPolicySwitches() {
        ChoiceSnapshot choice = handle.choice();
        return choice == null ? 0 : choice.switches();
    }

    @ManagedAttribute(description = "Bound now in force, in entries or bytes", displayName = "Bound")
    public long getBound() {
        return handle.bound();
    }

    @ManagedAttribute(description = "What is held now, in the bound's unit", displayName = "Size")
    public long getSize() {
        return handle.size();
    }

    @ManagedAttribute(description = "Entries held now", displayName = "Entries")
    public long getEntries() {
        return handle.entries();
    }

    @ManagedAttribute(
            description = "Entries evicted since the cache started here",
            displayName = "Evictions",
            measurementType = MeasurementType.TRENDSUP)
    public long getEvictions() {
        return handle.evictions();
    }

    @ManagedAttribute(
            description = "Evictions of a key that was soon asked for again, in vain, since the cache started here",
            displayName = "Premature evictions",
            measurementType = MeasurementType.TRENDSUP)
    public long getPrematureEvictions() {
        return handle.prematureEvictions();
    }

    @ManagedAttribute(
            description = "Times a policy misbehaved and was replaced by LRU",
            displayName = "Policy failures",
            measurementType = MeasurementType.TRENDSUP)
    public long getPolicyFailures() {
        return handle.policyFailures();
    }
}
