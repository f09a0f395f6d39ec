package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.FilterReport.Copies;
import io.spandrel.grid.FilterReport.Progress;
import io.spandrel.grid.MemberReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How the negative lookup of a cache does. */
final class FilterEndpoint {

    /** A report with what follows from it; null where no absent key was asked for, or there is no key. */
    record Filter(
            double load,
            @Nullable Double bitsPerKey,
            @Nullable Double measured,
            FilterReport report) {

        static Filter of(FilterReport report) {
            return new Filter(report.load(), known(report.bitsPerKey()), known(report.measured()), report);
        }

        private static @Nullable Double known(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    record OnMember(String member, Filter filter) {}

    /** {@code grid} is of all members together, null if none has a negative lookup. */
    record View(String cache, @Nullable Filter grid, List<OnMember> members) {}

    private final GridReader grid;

    FilterEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<FilterReport> reports = new ArrayList<>();
        List<OnMember> members = new ArrayList<>();
        for (MemberReport member : grid.members()) {
            FilterReport report = member.filter().get(cache);
            if (report != null) {
                reports.add(report);
                members.add(new OnMember(member.member(), Filter.of(report)));
            }
        }
        FilterReport sum = sum(reports);
        return Answer.json(new View(cache, sum == null ? null : Filter.of(sum), members));
    }

    /** The members' reports as one: a segment counts once for each owner, {@code expected} is a mean weighted by keys. */
    static @Nullable FilterReport sum(List<FilterReport> all) {
        if (all.isEmpty()) {
            return null;
        }
        long keys = total(all, FilterReport::keys);
        double expected =
                all.stream().mapToDouble(one -> one.expected() * one.keys()).sum() / Math.max(1, keys);
        return new FilterReport(
                count(all, FilterReport::ready),
                count(all, FilterReport::rebuilding),
                keys,
                total(all, FilterReport::departed),
                total(all, FilterReport::slots),
                total(all, FilterReport::slotsUsed),
                total(all, FilterReport::memory),
                all.get(0).wanted(),
                expected,
                total(all, FilterReport::absent),
                total(all, FilterReport::maybe),
                total(all, FilterReport::inVain),
                total(all, FilterReport::bypassed),
                total(all, FilterReport::storeReadsSaved),
                total(all, FilterReport::audits),
                total(all, FilterReport::auditFailures),
                total(all, FilterReport::rebuilds),
                total(all, FilterReport::kicks),
                progress(all.stream()
                        .map(FilterReport::progress)
                        .filter(Objects::nonNull)
                        .toList()),
                copies(all.stream()
                        .map(FilterReport::copies)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    /* The times are means of the members that know them. */
    private static @Nullable Copies copies(List<Copies> all) {
        if (all.isEmpty()) {
            return null;
        }
        return new Copies(
                count(all, Copies::held),
                total(all, Copies::memory),
                total(all, Copies::received),
                total(all, Copies::dropped),
                total(all, Copies::uneconomic),
                total(all, Copies::readsSaved),
                count(all, Copies::granted),
                total(all, Copies::announced),
                total(all, Copies::waits),
                total(all, Copies::audits),
                total(all, Copies::auditFailures),
                mean(all, Copies::missNanos),
                mean(all, Copies::probeNanos));
    }

    private static long mean(List<Copies> all, ToLongFunction<Copies> nanos) {
        return Math.round(
                all.stream().mapToLong(nanos).filter(one -> one > 0).average().orElse(0));
    }

    private static @Nullable Progress progress(List<Progress> all) {
        if (all.isEmpty()) {
            return null;
        }
        boolean known = all.stream().noneMatch(one -> one.keysExpected() < 0);
        return new Progress(
                count(all, Progress::segments),
                total(all, Progress::keysRead),
                known ? total(all, Progress::keysExpected) : -1);
    }

    private static <T> int count(List<T> all, ToIntFunction<T> counter) {
        return all.stream().mapToInt(counter).sum();
    }

    private static <T> long total(List<T> all, ToLongFunction<T> counter) {
        return all.stream().mapToLong(counter).sum();
    }
}
