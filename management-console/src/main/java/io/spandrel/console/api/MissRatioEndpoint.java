package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MissRatios;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What another bound of a cache would bring. */
final class MissRatioEndpoint {

    record OnMember(String member, String policy, long bound, MissRatios missRatios) {}

    /** {@code grid} is the mean over the members, null if none keeps a curve. */
    record View(
            String cache,
            EvictionReport.@Nullable Unit unit,
            @Nullable MissRatios grid,
            List<OnMember> members) {}

    private final GridReader grid;

    MissRatioEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<OnMember> members = new ArrayList<>();
        EvictionReport.Unit unit = null;
        for (MemberReport member : grid.members()) {
            EvictionReport eviction = member.eviction().get(cache);
            if (eviction != null && eviction.missRatios() != null) {
                unit = eviction.unit();
                members.add(new OnMember(member.member(), eviction.policy(), eviction.bound(), eviction.missRatios()));
            }
        }
        return Answer.json(new View(
                cache, unit, mean(members.stream().map(OnMember::missRatios).toList()), members));
    }

    /**
     * The members' curves as one, at equal multiples of their bounds: a member counts as much as the reads its curve rests
     * on, since each read of the grid is answered by one of them. Capacities, keys and memory are sums.
     */
    static @Nullable MissRatios mean(List<MissRatios> curves) {
        if (curves.isEmpty()) {
            return null;
        }
        List<MissRatios.Point> scales = curves.get(0).points();
        return new MissRatios(
                curves.stream().mapToDouble(MissRatios::requests).sum(),
                weighted(curves, MissRatios::measured),
                curves.stream().mapToInt(MissRatios::sampledKeys).sum(),
                weighted(curves, MissRatios::rate),
                curves.stream().mapToLong(MissRatios::memory).sum(),
                IntStream.range(0, scales.size())
                        .mapToObj(i -> new MissRatios.Point(
                                scales.get(i).scale(),
                                curves.stream()
                                        .mapToLong(one -> one.points().get(i).capacity())
                                        .sum(),
                                weighted(curves, one -> one.points().get(i).lru()),
                                weighted(curves, one -> one.points().get(i).expected())))
                        .toList());
    }

    private static double weighted(List<MissRatios> curves, ToDoubleFunction<MissRatios> value) {
        double requests = curves.stream().mapToDouble(MissRatios::requests).sum();
        double sum = curves.stream()
                .mapToDouble(one -> value.applyAsDouble(one) * one.requests())
                .sum();
        return requests > 0 ? sum / requests : 0;
    }
}
