package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Instant;
import java.util.List;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * A drain as it travels; the components are those of {@link DrainReport}.
 *
 * @param sinceMillis of the epoch; negative: never
 */
@ProtoName("DrainFigures")
@ProtoTypeId(TypeIds.DRAIN)
record DrainFigures(
        @ProtoField(1) String state,
        @ProtoField(2) int segments,
        @ProtoField(3) int segmentsAtStart,
        @ProtoField(4) long sinceMillis,
        @ProtoField(5) long remainingMillis,
        @ProtoField(6) @Nullable String failure) {

    @ProtoFactory
    DrainFigures {}

    static DrainFigures of(DrainReport report) {
        return new DrainFigures(
                report.state().name(),
                report.segments(),
                report.segmentsAtStart(),
                report.since() == null ? -1 : report.since().toEpochMilli(),
                report.remainingMillis(),
                report.failure());
    }

    DrainReport report() {
        return new DrainReport(
                DrainReport.State.valueOf(state),
                segments,
                segmentsAtStart,
                sinceMillis < 0 ? null : Instant.ofEpochMilli(sinceMillis),
                remainingMillis,
                failure);
    }

    static List<Part> parts(List<DrainPlan.CachePlan> caches) {
        return caches.stream()
                .map(cache -> new Part(
                        cache.cache(),
                        cache.mode(),
                        cache.owners(),
                        cache.segments(),
                        cache.alone(),
                        cache.entries(),
                        cache.obstacles().stream().map(InTheWay::of).toList(),
                        cache.notes()))
                .toList();
    }

    static List<DrainPlan.CachePlan> caches(List<Part> parts) {
        return parts.stream().map(Part::plan).toList();
    }

    /** A cache's part of a plan; the components are those of {@link DrainPlan.CachePlan}. */
    @ProtoName("DrainPart")
    @ProtoTypeId(TypeIds.DRAIN_PART)
    record Part(
            @ProtoField(1) String cache,
            @ProtoField(2) String mode,
            @ProtoField(3) int owners,
            @ProtoField(4) int segments,
            @ProtoField(5) int alone,
            @ProtoField(6) long entries,
            @ProtoField(7) List<InTheWay> obstacles,
            @ProtoField(8) List<String> notes) {

        @ProtoFactory
        Part {}

        private DrainPlan.CachePlan plan() {
            return new DrainPlan.CachePlan(
                    cache,
                    mode,
                    owners,
                    segments,
                    alone,
                    entries,
                    obstacles.stream()
                            .map(one -> new DrainPlan.Obstacle(cache, one.reason(), one.fix(), one.ofRedundancy()))
                            .toList(),
                    notes);
        }
    }

    /** A reason to refuse; the components are those of {@link DrainPlan.Obstacle}. */
    @ProtoName("DrainObstacle")
    @ProtoTypeId(TypeIds.DRAIN_OBSTACLE)
    record InTheWay(
            @ProtoField(1) String reason,
            @ProtoField(2) String fix,
            @ProtoField(3) boolean ofRedundancy) {

        @ProtoFactory
        InTheWay {}

        private static InTheWay of(DrainPlan.Obstacle obstacle) {
            return new InTheWay(obstacle.reason(), obstacle.fix(), obstacle.ofRedundancy());
        }
    }
}
