package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.MemberReport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a change of a live setting would do on each member, before it is made. */
final class ChangePreview {

    /**
     * One member before and after.
     *
     * @param answered whether it told how it is; the rest but {@code boundAfter} is 0 if not
     * @param bound in force now
     * @param boundAfter in force then
     * @param size held now
     * @param leaving held now and above the bound then: it is evicted at once
     */
    record OnMember(String member, boolean answered, long bound, long boundAfter, long size, long leaving) {

        static OnMember of(MemberReport member, @Nullable EvictionReport now, long boundAfter) {
            return now == null
                    ? new OnMember(member.member(), false, 0, boundAfter, 0, 0)
                    : new OnMember(
                            member.member(),
                            true,
                            now.bound(),
                            boundAfter,
                            now.size(),
                            Math.max(0, now.size() - boundAfter));
        }
    }

    record View(
            String cache,
            String element,
            String attribute,
            String value,
            EvictionReport.@Nullable Unit unit,
            List<OnMember> members) {}

    private final GridReader grid;

    ChangePreview(GridReader grid) {
        this.grid = grid;
    }

    /** @throws io.spandrel.console.http.HttpProblem 400 if the change would be refused */
    Answer show(Request request) throws Exception {
        String name = request.parameter("name");
        GridCache cache = grid.cache(name);
        String element = request.required("element");
        String attribute = request.required("attribute");
        String value = request.required("value");
        long boundAfter =
                GridReader.await(() -> CompletableFuture.completedFuture(cache.boundAfter(element, attribute, value)));
        List<MemberReport> members = grid.members();
        return Answer.json(new View(
                name,
                element,
                attribute,
                value,
                unit(members, name),
                members.stream()
                        .map(member -> OnMember.of(member, member.eviction().get(name), boundAfter))
                        .toList()));
    }

    private static EvictionReport.@Nullable Unit unit(List<MemberReport> members, String cache) {
        return members.stream()
                .map(member -> member.eviction().get(cache))
                .filter(Objects::nonNull)
                .map(EvictionReport::unit)
                .findFirst()
                .orElse(null);
    }
}
