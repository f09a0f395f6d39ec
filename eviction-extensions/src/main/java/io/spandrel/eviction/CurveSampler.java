package io.spandrel.eviction;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Works off the sampled requests of a {@link MissRatioCurve}, and decides how much of the cache it watches, and when.
 *
 * <p>Not thread-safe.
 */
final class CurveSampler implements LongConsumer {

    /*
     * Budget: a sampled request costs a unit, one outside the sample a sixty-fourth. While the bucket is nearly full, it
     * watches all the time, with the fewer keys in the sample the less there is; with KEYS_MIN of them an estimate is
     * still good to about a point. Below EASE it is also blind after each burst, the longer the less is left, so that
     * what is left lasts: with an empty bucket, as long as it takes to earn the burst. The first quarter of a burst puts
     * the stack in order again and is not counted.
     *
     * Forgetting: every five minutes half of all counts goes, in eight steps. A step is put off until twice as many
     * requests as there are keys came since the last, and takes half at most, so that a quiet cache keeps enough to
     * tell a curve from. At the same occasion a sample that has become smaller than it need be is widened.
     *
     * Counting begins and ends between batches of events, so that the reads of a burst and its distances are of the
     * same requests.
     */
    private static final double DEPTH = 1 << 18;
    private static final double EASE = 0.75;
    private static final long BLIND_NANOS_MIN = 1_000_000;
    private static final double PASSED_PER_UNIT = 64;
    private static final int KEYS_MIN = 1 << 10;
    private static final int BURST_PER_KEY = 8;
    private static final int BURST_MIN = 1 << 10;
    private static final int PACE = 256;
    private static final long HALF_LIFE_NANOS = 300_000_000_000L;
    private static final long STEP_NANOS = HALF_LIFE_NANOS / 8;

    private static final int KIND_SHIFT = 30;
    private static final int WEIGHT_MAX = (1 << KIND_SHIFT) - 1;

    private final RequestCounter reads;
    private final LongAdder dropped;
    private final SampledDistances distances;
    private final SamplingBudget budget;
    private final CurveTally tally = new CurveTally();
    private boolean watching = true;
    private long warmUp;
    private long hitsSeen;
    private long missesSeen;
    private long unpaid;
    private long readsPaid;
    private double spentInBurst;
    private long turned;
    private long readsAtTurn;
    private double readsPerNano;
    private double readsAtStep;
    private long stepped;

    /** What happened to a key. */
    enum Kind {
        HIT,
        MISS,
        WRITE,
        REMOVAL;

        private static final Kind[] ALL = values();

        /** In one word: this happened to the key of {@code bits}, whose entry weighs {@code weight}. */
        long event(int bits, int weight) {
            int low = ordinal() << KIND_SHIFT | Math.min(WEIGHT_MAX, weight);
            return (long) bits << Integer.SIZE | Integer.toUnsignedLong(low);
        }
    }

    /**
     * Begins to watch.
     *
     * @param reads counts all reads while {@link #gate} is not 0
     * @param dropped counts sampled reads of which it does not hear
     * @param capacity the cache's bound, 1 or more
     * @param unitsPerSecond its budget; {@code Long.MAX_VALUE}: any
     * @param now ns
     */
    CurveSampler(RequestCounter reads, LongAdder dropped, long capacity, long unitsPerSecond, long now) {
        this.reads = reads;
        this.dropped = dropped;
        this.distances = new SampledDistances(capacity);
        this.budget = new SamplingBudget(unitsPerSecond, DEPTH, now);
        this.turned = now;
        this.stepped = now;
    }

    /** Keys with bits below this are to be shown, 0 for none. */
    long gate() {
        return watching ? distances.threshold() : 0;
    }

    /** Works off an event, unless its key has left the sample. */
    @Override
    public void accept(long event) {
        int bits = (int) (event >> Integer.SIZE);
        if (Integer.toUnsignedLong(bits) >= distances.threshold()) {
            return;
        }
        int weight = (int) event & WEIGHT_MAX;
        switch (Kind.ALL[(int) event >>> KIND_SHIFT]) {
            case HIT -> {
                count(bits);
                distances.use(bits, weight);
            }
            case MISS -> {
                count(bits);
                distances.use(bits);
            }
            case WRITE -> distances.use(bits, weight);
            case REMOVAL -> distances.remove(bits);
        }
    }

    /** Pays for {@code events} worked off; what it watches from now on tells {@link #gate}. */
    void pay(int events, LongSupplier clock) {
        unpaid += events;
        if (warmUp > 0) {
            warmUp -= events;
            if (warmUp <= 0) {
                settle(false);
            }
        }
        if (watching && unpaid >= PACE) {
            pace(clock.getAsLong());
        }
    }

    /** How long it ought to be blind after the present burst: the longer, the less is left of its budget; ns. */
    long blindNanos() {
        return (long) (budget.nanosToEarn(spentInBurst) * (1 - Math.min(1, budget.share() / EASE)));
    }

    /** Ends its blindness. */
    void open(long now) {
        budget.spend(0, now);
        tally.skip(readsPerNano * (now - turned));
        settle(false);
        watching = true;
        warmUp = burst() / 4;
        spentInBurst = 0;
        turned = now;
        readsAtTurn = readsSeen();
    }

    /** The cache has another bound: what was counted is forgotten. */
    void resize(long capacity) {
        distances.resize(capacity);
        settle(false);
        tally.clear();
        readsAtStep = 0;
    }

    /** All entries are gone. */
    void clear() {
        distances.clear();
    }

    /** What it has found out, with {@code otherMemory} bytes more than its own. */
    CurveSnapshot snapshot(long otherMemory) {
        settle(isCounting());
        return CurveSnapshot.of(tally, distances, distances.memory() + tally.memory() + reads.memory() + otherMemory);
    }

    private void count(int bits) {
        if (isCounting()) {
            long distance = distances.distance(bits);
            double requests = 1 / distances.rate();
            if (distance < 0) {
                tally.distances().addBeyond(requests);
            } else {
                tally.distances().add(distance, requests);
            }
        }
    }

    private boolean isCounting() {
        return watching && warmUp <= 0;
    }

    private long readsSeen() {
        return hitsSeen + missesSeen;
    }

    private long burst() {
        return Math.max(BURST_MIN, (long) BURST_PER_KEY * distances.keys());
    }

    /** Books the reads since the last time. */
    private void settle(boolean counted) {
        long hitsNow = reads.hits();
        long missesNow = reads.misses();
        long droppedNow = dropped.sumThenReset();
        if (counted) {
            tally.count(hitsNow - hitsSeen, missesNow - missesSeen, droppedNow / distances.rate());
        } else {
            tally.skip(hitsNow - hitsSeen + missesNow - missesSeen);
        }
        hitsSeen = hitsNow;
        missesSeen = missesNow;
    }

    private void pace(long now) {
        settle(isCounting());
        double units = unpaid + (readsSeen() - readsPaid) / PASSED_PER_UNIT;
        budget.spend(units, now);
        spentInBurst += units;
        unpaid = 0;
        readsPaid = readsSeen();
        double ease = Math.max(0, (budget.share() - EASE) / (1 - EASE));
        distances.limit((int) (KEYS_MIN * Math.pow(SampledDistances.KEYS_MAX / (double) KEYS_MIN, ease)));
        if (now - stepped >= STEP_NANOS) {
            step(now);
        }
        if (budget.isSpent() || spentInBurst >= burst() && blindNanos() >= BLIND_NANOS_MIN) {
            close(now);
        }
    }

    private void close(long now) {
        tally.close();
        watching = false;
        readsPerNano = now > turned ? (readsSeen() - readsAtTurn) / (double) (now - turned) : 0;
        turned = now;
    }

    private void step(long now) {
        if (tally.reads() - readsAtStep < 2 * distances.keys() / distances.rate()) {
            return;
        }
        tally.fade(Math.pow(2, -Math.min(1, (now - stepped) / (double) HALF_LIFE_NANOS)));
        readsAtStep = tally.reads();
        stepped = now;
        if (distances.rate() < 1 && distances.keys() < SampledDistances.KEYS_MAX / 4 * budget.share()) {
            distances.widen();
            warmUp = burst() / 4;
        }
    }

    void checkInvariants() {
        distances.checkInvariants();
    }
}
