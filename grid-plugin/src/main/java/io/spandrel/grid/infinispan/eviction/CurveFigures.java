package io.spandrel.grid.infinispan.eviction;

import io.spandrel.eviction.CurveSnapshot;
import io.spandrel.eviction.MissRatioCurve;
import io.spandrel.grid.MissRatios;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link MissRatios} as they travel; the last four lists are the columns of its points. */
@ProtoTypeId(TypeIds.CURVE)
public record CurveFigures(
        @ProtoField(1) double requests,
        @ProtoField(2) double measured,
        @ProtoField(3) int sampledKeys,
        @ProtoField(4) double rate,
        @ProtoField(5) long memory,
        @ProtoField(6) List<Double> scales,
        @ProtoField(7) List<Long> capacities,
        @ProtoField(8) List<Double> lru,
        @ProtoField(9) List<Double> expected) {

    @ProtoFactory
    public CurveFigures {}

    public static CurveFigures of(MissRatios from) {
        List<MissRatios.Point> points = from.points();
        return new CurveFigures(
                from.requests(),
                from.measured(),
                from.sampledKeys(),
                from.rate(),
                from.memory(),
                points.stream().map(MissRatios.Point::scale).toList(),
                points.stream().map(MissRatios.Point::capacity).toList(),
                points.stream().map(MissRatios.Point::lru).toList(),
                points.stream().map(MissRatios.Point::expected).toList());
    }

    public MissRatios ratios() {
        return new MissRatios(
                requests,
                measured,
                sampledKeys,
                rate,
                memory,
                IntStream.range(0, scales.size())
                        .mapToObj(i ->
                                new MissRatios.Point(scales.get(i), capacities.get(i), lru.get(i), expected.get(i)))
                        .toList());
    }

    /** What a curve says, in the grid's words. */
    public static MissRatios ratios(CurveSnapshot from) {
        List<CurveSnapshot.Point> points = from.points();
        return new MissRatios(
                from.requests(),
                from.measured(),
                from.sampledKeys(),
                from.rate(),
                from.memory(),
                IntStream.range(0, points.size())
                        .mapToObj(i -> new MissRatios.Point(
                                MissRatioCurve.SCALES.get(i),
                                points.get(i).capacity(),
                                points.get(i).lru(),
                                points.get(i).expected()))
                        .toList());
    }
}
