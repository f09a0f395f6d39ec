package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.ConsistencyReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The instruments of versioned writes and reads. */
final class ConsistencyMetrics {

    private final Meter meter;
    private final Map<ObservableLongMeasurement, ToLongFunction<ConsistencyReport>> numbers = new LinkedHashMap<>();

    ConsistencyMetrics(Meter meter) {
        this.meter = meter;
        writes();
        reads();
        gauge(
                "slow.members",
                "Members that writes are not sent to unless needed",
                of -> of.slowMembers().size());
        counter("slow.members.found", "Times that a member was found to be slow", ConsistencyReport::slowMembersFound);
        counter(
                "primaries.replaced",
                "Times that others became primary in place of a member that did not answer",
                ConsistencyReport::primariesReplaced);
        counter("older.not.applied", "Writes older than what was held", ConsistencyReport::olderNotApplied);
        counter(
                "former.primaries.refused",
                "Writes whose sender is not the primary any more",
                ConsistencyReport::formerPrimariesRefused);
        counter(
                "inquiries.repeated",
                "Times that members were asked again which owners count",
                ConsistencyReport::inquiriesRepeated);
        gauge("clock.ahead", "Milliseconds the clock is ahead of the wall clock", ConsistencyReport::clockAheadMillis);
        counter("clock.refused", "Versions too far ahead", ConsistencyReport::clockRefused);
        counter("clock.jumps", "Times that the wall clock has jumped", ConsistencyReport::clockJumps);
        conflicts();
    }

    private void conflicts() {
        counter(
                "conflicts",
                "Writes that did not stay, but a concurrent one",
                of -> of.conflicts().settled());
        counter(
                "conflicts.older.kept",
                "Of them, newer than what stayed",
                of -> of.conflicts().olderKept());
        counter(
                "conflicts.deletes",
                "Conflicts of a delete and a value",
                of -> of.conflicts().deletes());
        counter(
                "conflicts.resolver.failures",
                "Failures of the conflict resolver",
                of -> of.conflicts().resolverFailures());
        gauge("conflicts.logged", "Conflicts remembered", of -> of.conflicts().logged());
        counter(
                "conflicts.overwritten",
                "Conflicts not remembered any more",
                of -> of.conflicts().overwritten());
    }

    private void writes() {
        ofWrites("done", "Writes acknowledged as their level asks", ConsistencyReport.Writes::done);
        ofWrites("not.done", "Writes that no owner has", ConsistencyReport.Writes::notDone);
        ofWrites("unknown", "Writes that some owner may have", ConsistencyReport.Writes::unknown);
        ofWrites("unavailable", "Rounds not sent for want of owners", ConsistencyReport.Writes::unavailable);
        ofWrites(
                "below.level",
                "Rounds acknowledged by fewer than with all configured owners",
                ConsistencyReport.Writes::belowLevel);
        ofWrites("rewritten", "Rounds repeated with a newer version", ConsistencyReport.Writes::rewritten);
        ofWrites(
                "redirected",
                "Writes repeated by another primary, because the first one did not answer",
                ConsistencyReport.Writes::redirected);
        ofWrites("late", "Writes that came when their senders had given them up", ConsistencyReport.Writes::late);
        ofWrites(
                "owners.left.behind",
                "Owners without a write when it was over",
                ConsistencyReport.Writes::ownersLeftBehind);
        ofWrites("conditions", "Conditions for which a majority was asked", ConsistencyReport.Writes::conditions);
        ofWrites(
                "conditions.unsettled",
                "Conditions of which owners did not agree",
                ConsistencyReport.Writes::conditionsUnsettled);
    }

    private void reads() {
        ofReads("reads", "Keys read above ONE", ConsistencyReport.Reads::keys);
        ofReads("reads.unavailable", "Keys for which too few answered", ConsistencyReport.Reads::unavailable);
        ofReads("reads.mismatches", "Keys of which owners differed", ConsistencyReport.Reads::mismatches);
        ofReads(
                "reads.speculative",
                "Questions to further owners, because others were slow",
                ConsistencyReport.Reads::speculative);
        ofReads("repairs.background", "Keys repaired after a read", ConsistencyReport.Reads::repairedBackground);
        ofReads("repairs.blocking", "Keys repaired before a read returned", ConsistencyReport.Reads::repairedBlocking);
        ofReads("repairs.failed", "Keys that could not be repaired", ConsistencyReport.Reads::repairsFailed);
        ofReads("repairs.dropped", "Keys not repaired for want of room", ConsistencyReport.Reads::repairsDropped);
    }

    List<ObservableMeasurement> measurements() {
        return List.copyOf(numbers.keySet());
    }

    void observe(ConsistencyReport report, Attributes labels) {
        numbers.forEach((measurement, value) -> measurement.record(value.applyAsLong(report), labels));
    }

    private void ofWrites(String name, String description, ToLongFunction<ConsistencyReport.Writes> value) {
        counter("writes." + name, description, report -> value.applyAsLong(report.writes()));
    }

    private void ofReads(String name, String description, ToLongFunction<ConsistencyReport.Reads> value) {
        counter(name, description, report -> value.applyAsLong(report.reads()));
    }

    private void gauge(String name, String description, ToLongFunction<ConsistencyReport> value) {
        numbers.put(
                meter.gaugeBuilder("spandrel.consistency." + name)
                        .ofLongs()
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void counter(String name, String description, ToLongFunction<ConsistencyReport> value) {
        numbers.put(
                meter.counterBuilder("spandrel.consistency." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
    }
}
