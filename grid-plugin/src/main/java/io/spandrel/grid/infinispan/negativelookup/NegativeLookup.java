package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.FilterReport;
import io.spandrel.grid.negativelookup.KeyHash;
import io.spandrel.grid.negativelookup.SegmentFilter;
import io.spandrel.grid.negativelookup.SegmentFilters;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one cache on this member, and what was answered from them, also as a JMX bean and as Micrometer gauges.
 * A component of the cache. Thread-safe.
 */
@MBean(
        objectName = "SpandrelNegativeLookup",
        description = "What grid:negative-lookup keeps and answers on this member")
@Scope(Scopes.NAMED_CACHE)
public final class NegativeLookup {

    private final SegmentFilters filters;
    private final KeyPartitioner segments;
    private final KeyHash hashes;
    private final double auditRate;
    private final LongAdder absent = new LongAdder();
    private final LongAdder maybe = new LongAdder();
    private final LongAdder vain = new LongAdder();
    private final LongAdder bypassed = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final LongAdder audits = new LongAdder();
    private final LongAdder auditFailures = new LongAdder();
    private final FillingProgress progress = new FillingProgress();
    private volatile Runnable whenFillingDue = () -> {};
    private volatile Supplier<FilterReport.@Nullable Copies> copies = () -> null;

    /**
     * @param auditRate share of the answers "absent" that are checked, 0 to 1
     */
    NegativeLookup(SegmentFilters filters, KeyPartitioner segments, KeyHash hashes, double auditRate) {
        this.filters = filters;
        this.segments = segments;
        this.hashes = hashes;
        this.auditRate = auditRate;
    }

    SegmentFilters filters() {
        return filters;
    }

    FillingProgress progress() {
        return progress;
    }

    public FilterReport report() {
        SegmentFilters.Figures figures = filters.figures();
        return new FilterReport(
                figures.complete(),
                figures.filling(),
                figures.keys(),
                figures.leaks(),
                figures.slots(),
                figures.slotsUsed(),
                figures.bytes(),
                filters.falsePositiveRate(),
                figures.expectedFalsePositives(),
                absent.sum(),
                maybe.sum(),
                vain.sum(),
                bypassed.sum(),
                spared.sum(),
                audits.sum(),
                auditFailures.sum(),
                figures.rebuilds(),
                figures.kicks(),
                progress.report(),
                copies.get());
    }

    /** Has the report tell of copies too. */
    void reportCopies(Supplier<FilterReport.@Nullable Copies> figures) {
        copies = figures;
    }

    int segment(Object key) {
        return segments.getSegment(key);
    }

    /** The hash of a key as it is stored. */
    long hash(Object key) {
        return key instanceof WrappedByteArray bytes ? hashes.of(bytes.getBytes()) : hashes.of(key);
    }

    /** Has {@code action} run whenever a filter may have to be filled. */
    void whenFillingDue(Runnable action) {
        whenFillingDue = action;
    }

    /** A filter is new, or may be worth filling anew. */
    void fillingDue() {
        whenFillingDue.run();
    }

    /**
     * Whether the cache may have the key, as stored; false only if it has not, for certain. Always true for a key whose
     * segment this member does not own.
     */
    public boolean mayContain(Object key) {
        return filters.mayContain(segment(key), hash(key));
    }

    /** Whether neither this member's memory nor its store has the key, for certain. */
    public boolean absentHere(int segment, Object key) {
        SegmentFilter filter = filters.filter(segment);
        return filter != null && !filter.mayBeHere(hash(key));
    }

    /** Whether there is a filter that can tell what this member's memory and store lack. */
    boolean covers(int segment) {
        SegmentFilter filter = filters.filter(segment);
        return filter != null && filter.covering();
    }

    /** Whether an answer "absent" is to be checked. */
    boolean audited() {
        return auditRate > 0 && ThreadLocalRandom.current().nextDouble() < auditRate;
    }

    /** A key was called absent; {@code asked}: the store was asked all the same. */
    void answeredAbsent(boolean asked) {
        absent.increment();
        if (!asked) {
            spared.increment();
        }
    }

    /** No filter could tell, and the store was asked. */
    void bypassed() {
        bypassed.increment();
    }

    /** A filter could not call the key absent, and the store was asked. */
    void answeredMaybe(boolean found) {
        maybe.increment();
        if (!found) {
            vain.increment();
        }
    }

    void auditPassed() {
        audits.increment();
    }

    /** A filter called a key absent that is there: it says nothing until it is filled anew. */
    void auditFailed(int segment) {
        audits.increment();
        auditFailures.increment();
        filters.doubt(segment);
        fillingDue();
    }

    /** An answer "absent" of a copy of another member's filter was checked. */
    void copyAudited(boolean wrong) {
        audits.increment();
        if (wrong) {
            auditFailures.increment();
        }
    }

    @ManagedAttribute(description = "Segments whose filter answers", displayName = "Complete filters")
    public int getCompleteFilters() {
        return filters.figures().complete();
    }

    @ManagedAttribute(description = "Segments whose filter does not answer yet", displayName = "Filling filters")
    public int getFillingFilters() {
        return filters.figures().filling();
    }

    @ManagedAttribute(description = "Keys in the filters", displayName = "Keys")
    public long getKeys() {
        return filters.figures().keys();
    }

    @ManagedAttribute(description = "Keys that have left and are still in the filters", displayName = "Leaks")
    public long getLeaks() {
        return filters.figures().leaks();
    }

    @ManagedAttribute(description = "Memory of the filters, in bytes", displayName = "Filter memory")
    public long getFilterBytes() {
        return filters.figures().bytes();
    }

    @ManagedAttribute(
            description = "Store reads spared because the key was known to be absent",
            displayName = "Store reads spared",
            measurementType = MeasurementType.TRENDSUP)
    public long getStoreReadsSpared() {
        return spared.sum();
    }

    @ManagedAttribute(
            description = "Store reads that a filter could not spare",
            displayName = "Store reads",
            measurementType = MeasurementType.TRENDSUP)
    public long getStoreReads() {
        return maybe.sum() + bypassed.sum();
    }

    @ManagedAttribute(
            description = "Store reads of keys that a filter did not call absent, and that were",
            displayName = "Store reads in vain",
            measurementType = MeasurementType.TRENDSUP)
    public long getStoreReadsInVain() {
        return vain.sum();
    }

    @ManagedAttribute(
            description = "Keys called absent",
            displayName = "Answers 'absent'",
            measurementType = MeasurementType.TRENDSUP)
    public long getAnswersAbsent() {
        return absent.sum();
    }

    @ManagedAttribute(
            description = "Keys that a filter could not call absent",
            displayName = "Answers 'maybe'",
            measurementType = MeasurementType.TRENDSUP)
    public long getAnswersMaybe() {
        return maybe.sum();
    }

    @ManagedAttribute(
            description = "Questions that no filter was ready to answer",
            displayName = "Bypassed",
            measurementType = MeasurementType.TRENDSUP)
    public long getBypassed() {
        return bypassed.sum();
    }

    @ManagedAttribute(description = "Share of the filters' slots in use, 0 to 1", displayName = "Load")
    public double getLoad() {
        return report().load();
    }

    @ManagedAttribute(description = "Bits spent for each key; NaN while there is none", displayName = "Bits per key")
    public double getBitsPerKey() {
        return report().bitsPerKey();
    }

    @ManagedAttribute(
            description = "Share of absent keys that the filters as they stand do not call absent, 0 to 1",
            displayName = "Expected false positives")
    public double getExpectedFalsePositives() {
        return filters.figures().expectedFalsePositives();
    }

    @ManagedAttribute(
            description =
                    "Share of the absent keys asked for that were not called absent, 0 to 1; NaN before the first",
            displayName = "Measured false positives")
    public double getMeasuredFalsePositives() {
        return report().measured();
    }

    @ManagedAttribute(
            description = "Filters filled or made anew",
            displayName = "Rebuilds",
            measurementType = MeasurementType.TRENDSUP)
    public long getRebuilds() {
        return filters.figures().rebuilds();
    }

    @ManagedAttribute(
            description = "Fingerprints moved to make room for others",
            displayName = "Kicks",
            measurementType = MeasurementType.TRENDSUP)
    public long getKicks() {
        return filters.figures().kicks();
    }

    @ManagedAttribute(
            description = "Answers 'absent' that were checked, those of copies included",
            displayName = "Audits",
            measurementType = MeasurementType.TRENDSUP)
    public long getAudits() {
        return audits.sum();
    }

    @ManagedAttribute(
            description = "Answers 'absent' that were checked and found wrong, those of copies included; must be 0",
            displayName = "Audit failures",
            measurementType = MeasurementType.TRENDSUP)
    public long getAuditFailures() {
        return auditFailures.sum();
    }
}
