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

    /* Between two moments of a member; now and then its timer is late. Further apart, the member hung. */
    private static final Duration APART_MAX = STEP.plus(STEP.dividedBy(2));

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

    /**
     * A sample each five seconds, up to the time that all members know of. Members' moments are not at the same time:
     * counters are taken as if they had grown evenly between two of them.
     */
    static List<Sample> merge(Instant now, List<MemberHistory> histories) {
        Duration newest = Duration.ofMillis(histories.stream()
                .flatMap(history -> last(history).stream())
                .mapToLong(MemberHistory.Moment::ageMillis)
                .filter(age -> age <= APART_MAX.toMillis())
                .max()
                .orElse(0));
        List<Sample> samples = new ArrayList<>();
        for (Duration age = newest.plus(History.AGE_MAX); age.compareTo(newest) >= 0; age = age.minus(STEP)) {
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
            Optional<Between> between = Between.of(history, age.toMillis());
            if (between.isPresent()) {
                loads.add(load(history.member(), between.get().later()));
                between.get()
                        .counters()
                        .forEach((cache, counters) -> caches.merge(cache, counters, Sample.Counters::plus));
            } else if (!history.answered() || isOlder(history, age.toMillis())) {
                loads.add(Sample.Load.silent(history.member()));
            }
        }
        return new Sample(now.minus(age), loads, caches);
    }

    private static Optional<MemberHistory.Moment> last(MemberHistory history) {
        return history.moments().stream().reduce((earlier, later) -> later);
    }

    private static boolean isOlder(MemberHistory history, long ageMillis) {
        return history.moments().stream().anyMatch(moment -> moment.ageMillis() > ageMillis);
    }

    /**
     * The moments of a member around a time.
     *
     * @param share of the time between them that had passed, 0..1
     */
    private record Between(MemberHistory.Moment earlier, MemberHistory.Moment later, double share) {

        /** Empty unless the member remembers the time, and was not silent for long around it. */
        static Optional<Between> of(MemberHistory history, long ageMillis) {
            Optional<MemberHistory.Moment> earlier = history.moments().stream()
                    .filter(moment -> moment.ageMillis() >= ageMillis)
                    .reduce((older, younger) -> younger);
            Optional<MemberHistory.Moment> later = history.moments().stream()
                    .filter(moment -> moment.ageMillis() <= ageMillis)
                    .findFirst();
            return earlier.isPresent() && later.isPresent()
                    ? of(earlier.get(), later.get(), ageMillis)
                    : Optional.empty();
        }

        private static Optional<Between> of(MemberHistory.Moment earlier, MemberHistory.Moment later, long ageMillis) {
            long apart = earlier.ageMillis() - later.ageMillis();
            double share = apart == 0 ? 0 : (double) (earlier.ageMillis() - ageMillis) / apart;
            return apart > APART_MAX.toMillis() ? Optional.empty() : Optional.of(new Between(earlier, later, share));
        }

        /** Of the caches that ran at both moments. */
        Map<String, Sample.Counters> counters() {
            Map<String, Sample.Counters> counters = new TreeMap<>();
            earlier.caches().forEach((cache, before) -> {
                MemberHistory.Counters after = later.caches().get(cache);
                if (after != null) {
                    counters.put(cache, counters(before, after));
                }
            });
            return counters;
        }

        private Sample.Counters counters(MemberHistory.Counters before, MemberHistory.Counters after) {
            return new Sample.Counters(
                    value(before.hits(), after.hits()),
                    value(before.misses(), after.misses()),
                    value(before.stores(), after.stores()),
                    value(before.removes(), after.removes()),
                    value(before.evictions(), after.evictions()),
                    value(before.entries(), after.entries()));
        }

        private long value(long before, long after) {
            return Math.round(before + share * (after - before));
        }
    }

    private static Sample.Load load(String member, MemberHistory.Moment moment) {
        return new Sample.Load(member, true, moment.heapUsed(), moment.heapMax(), moment.cpuLoad());
    }
}
