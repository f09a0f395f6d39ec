package io.spandrel.console.api;

import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.ConsistencyReport;

/** How a member's versioned writes and reads fare, for Prometheus. */
final class ConsistencyMetrics {

    private static final String PREFIX = "spandrel_consistency_";

    private final PrometheusText text;
    private final String[] labels;

    private ConsistencyMetrics(PrometheusText text, String[] labels) {
        this.text = text;
        this.labels = labels;
    }

    static void write(PrometheusText text, ConsistencyReport of, String... labels) {
        ConsistencyMetrics metrics = new ConsistencyMetrics(text, labels);
        metrics.writes(of.writes());
        metrics.reads(of.reads());
        metrics.gauge(
                "slow_members",
                "Members that writes are not sent to unless they are needed",
                of.slowMembers().size());
        metrics.counter("slow_members_found", "Times that a member was found to be slow", of.slowMembersFound());
        metrics.counter(
                "primaries_replaced",
                "Times that other owners became primary in place of a member that did not answer",
                of.primariesReplaced());
        metrics.counter(
                "older_not_applied", "Writes not applied because something newer was held", of.olderNotApplied());
        metrics.counter(
                "former_primaries_refused",
                "Writes not acknowledged because their sender is not the primary any more",
                of.formerPrimariesRefused());
        metrics.counter(
                "inquiries_repeated",
                "Times that members were asked again which owners count, because not all had answered",
                of.inquiriesRepeated());
        metrics.gauge(
                "clock_ahead_seconds",
                "How far the clock for versions is ahead of the wall clock",
                of.clockAheadMillis() / 1e3);
        metrics.counter("clock_refused", "Versions refused because they were too far ahead", of.clockRefused());
        metrics.counter(
                "clock_jumps",
                "Times that the wall clock has jumped, which is not believed until others confirm it",
                of.clockJumps());
        metrics.conflicts(of.conflicts());
    }

    private void conflicts(ConflictsReport of) {
        counter(
                "conflicts",
                "Writes that did not stay, because one of the other side of a partition did",
                of.settled());
        counter("conflicts_older_kept", "Writes that were newer than the one that stayed", of.olderKept());
        counter("conflicts_deletes", "Conflicts of a delete and a value", of.deletes());
        counter(
                "conflicts_resolver_failures",
                "Times that the conflict resolver failed, and the newer value stayed",
                of.resolverFailures());
        gauge("conflicts_logged", "Conflicts that are remembered", of.logged());
        counter(
                "conflicts_overwritten",
                "Conflicts that are not remembered any more, for want of room",
                of.overwritten());
    }

    private void writes(ConsistencyReport.Writes of) {
        counter("writes_done", "Writes that began here and were acknowledged as their level asks", of.done());
        counter("writes_not_done", "Writes that began here and no owner has", of.notDone());
        counter("writes_unknown", "Writes that began here and some owner may have", of.unknown());
        counter(
                "writes_unavailable",
                "Rounds of this primary that sent nothing, because too few owners could be reached",
                of.unavailable());
        counter(
                "writes_below_level",
                "Rounds acknowledged by fewer owners than their level asks for with as many as are configured",
                of.belowLevel());
        counter(
                "writes_rewritten",
                "Rounds repeated with a newer version, because an owner held something newer",
                of.rewritten());
        counter(
                "writes_redirected",
                "Writes that began here and were repeated by another primary, because the first one did not answer",
                of.redirected());
        counter(
                "writes_late",
                "Writes that were not carried out, because they came when their senders had given them up",
                of.late());
        counter(
                "writes_owners_left_behind",
                "Owners that did not have a write when it was over, or for longer than the threshold",
                of.ownersLeftBehind());
        counter("writes_conditions", "Conditions for which a majority was asked first", of.conditions());
        counter(
                "writes_conditions_unsettled",
                "Conditions before which owners had to be made to agree",
                of.conditionsUnsettled());
    }

    private void reads(ConsistencyReport.Reads of) {
        counter("reads", "Keys read above ONE", of.keys());
        counter("reads_unavailable", "Keys of reads for which too few owners answered", of.unavailable());
        counter("reads_mismatches", "Keys of which the owners asked did not hold the same", of.mismatches());
        counter(
                "reads_speculative",
                "Questions to further owners, because those asked were slow to answer",
                of.speculative());
        counter("repairs_background", "Keys repaired after a read was over", of.repairedBackground());
        counter("repairs_blocking", "Keys repaired before a read returned", of.repairedBlocking());
        counter("repairs_failed", "Keys that could not be repaired", of.repairsFailed());
        counter("repairs_dropped", "Keys not repaired, because too many others were", of.repairsDropped());
    }

    private void gauge(String name, String description, double value) {
        text.gauge(PREFIX + name, description, value, labels);
    }

    private void counter(String name, String description, long value) {
        text.counter(PREFIX + name + "_total", description, value, labels);
    }
}
