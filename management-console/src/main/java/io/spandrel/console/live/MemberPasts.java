package io.spandrel.console.live;

import io.spandrel.grid.Grid;
import io.spandrel.grid.MemberHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The grid's last five minutes, put together from what each member remembers of its own. Thread-safe. */
final class MemberPasts {

    /** Between two samples: members remember themselves this often. */
    static final Duration STEP = Duration.ofSeconds(5);

    /* Members' timers are not in step, and now and then one is late. */
    private static final Duration LATE_MAX = STEP.dividedBy(2);

    private final Grid grid;

    MemberPasts(Grid grid) {
        this.grid = grid;
    }

    /** Oldest first; empty if the grid cannot be asked. Blocks up to 2 s. */
    List<Sample> ask(Instant now) {
        return histories()
                .toCompletableFuture()
                .orTimeout(2 * MemberReports.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> List.of())
                .thenApply(histories -> merge(now, histories))
                .join();
    }

    private CompletionStage<List<MemberHistory>> histories() {
        try {
            return grid.memberHistories(MemberReports.TIMEOUT);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A sample each five seconds, of the members that remember that time, with the moment of each that came last. */
    static List<Sample> merge(Instant now, List<MemberHistory> histories) {
        List<Sample> samples = new ArrayList<>();
        for (Duration age = History.AGE_MAX; !age.isNegative(); age = age.minus(STEP)) {
            Sample sample = at(now, age, histories);
            if (sample.members().stream().anyMatch(Sample.Load::answered)) {
                samples.add(sample);
            }
        }
        return samples;
    }

    private static Sample at(Instant now, Duration age, List<MemberHistory> histories) {
        List<Sample.Load> loads = new ArrayList<>();
        Map<String, Sample.Counters> caches = new TreeMap<>();
        for (MemberHistory history : histories) {
            Optional<MemberHistory.Moment> moment = moment(history, age.toMillis());
            if (moment.isPresent()) {
                loads.add(load(history.member(), moment.get()));
                moment.get()
                        .caches()
                        .forEach((cache, counters) -> caches.merge(cache, of(counters), Sample.Counters::plus));
            } else if (!history.answered() || isOlder(history, age.toMillis())) {
                loads.add(Sample.Load.silent(history.member()));
            }
        }
        return new Sample(now.minus(age), loads, caches);
    }

    /** The last one before that age, unless that was long before. */
    private static Optional<MemberHistory.Moment> moment(MemberHistory history, long ageMillis) {
        long oldest = ageMillis + STEP.plus(LATE_MAX).toMillis();
        return history.moments().stream()
                .filter(moment -> moment.ageMillis() >= ageMillis && moment.ageMillis() < oldest)
                .reduce((earlier, later) -> later);
    }

    private static boolean isOlder(MemberHistory history, long ageMillis) {
        return history.moments().stream().anyMatch(moment -> moment.ageMillis() > ageMillis);
    }

    private static Sample.Load load(String member, MemberHistory.Moment moment) {
        return new Sample.Load(member, true, moment.heapUsed(), moment.heapMax(), moment.cpuLoad());
    }

    private static Sample.Counters of(MemberHistory.Counters counters) {
        return new Sample.Counters(
                counters.hits(),
                counters.misses(),
                counters.stores(),
                counters.removes(),
                counters.evictions(),
                counters.entries());
    }
}
