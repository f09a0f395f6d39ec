package io.spandrel.grid.consistency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What this member owes others: "the member lacks this key at this version or newer". One debt for each key and member; what is
 * sent when it is paid is what is newest then. So neither order nor repetition matters, and there are never more debts than
 * keys.
 *
 * <p>What a limit or the window keeps from being remembered is counted, and its member {@linkplain #needsRepair needs repair}:
 * a comparison has to find what it lacks.
 *
 * <p>Thread-safe. Times are readings of one clock of this member that only moves forward, in milliseconds.
 *
 * @param <M> a member's identity, which changes when it comes back without what it held
 * @param <K> a key, with equals and hashCode
 */
public final class Hints<M, K> {

    /** What a hint takes beyond its key, in bytes: entry, table, and what it says. */
    public static final long OVERHEAD = 88;

    /**
     * A debt.
     *
     * @param version what the member must have, or something newer
     * @param age how long it has been owed; the receiver refuses what is older than its grace for tombstones
     */
    public record Hint<K>(K key, long version, Duration age) {}

    /**
     * How a member stands.
     *
     * @param pending hints kept for it
     * @param oldest age of the oldest of them, 0 if there is none
     * @param paused whether it is not paid
     * @param needsRepair whether something owed to it is not remembered
     */
    public record Standing(int pending, Duration oldest, boolean paused, boolean needsRepair) {}

    private final HintLimits limits;
    private final ToLongFunction<K> bytesOfKey;
    private final Map<M, Target<K>> targets = new HashMap<>();
    private int pending;
    private long bytes;
    private long created;
    private long succeeded;
    private long failed;
    private long expired;
    private long dropped;
    private long marks;

    public Hints(HintLimits limits, ToLongFunction<K> bytesOfKey) {
        this.limits = limits;
        this.bytesOfKey = bytesOfKey;
    }

    /**
     * The member lacks the key at this version.
     *
     * @return whether it is remembered; if not, the member needs repair from now on
     */
    public synchronized boolean owe(M member, K key, long version, long now) {
        Target<K> target = targets.computeIfAbsent(member, absent -> new Target<>(now));
        Debt debt = target.byKey.get(key);
        if (debt != null) {
            debt.version = Math.max(debt.version, version);
            return true;
        }
        long needed = OVERHEAD + bytesOfKey.applyAsLong(key);
        if (away(target, now)
                || target.byKey.size() >= limits.perMemberMax()
                || pending >= limits.totalMax()
                || bytes + needed > limits.bytesMax()) {
            target.repairMark = ++marks;
            dropped++;
            return false;
        }
        target.byKey.put(key, new Debt(version, now));
        pending++;
        bytes += needed;
        created++;
        return true;
    }

    /** The member has the key at this version or newer: a debt up to it is paid. */
    public synchronized void settle(M member, K key, long version) {
        Target<K> target = targets.get(member);
        Debt debt = target == null ? null : target.byKey.get(key);
        if (target != null && debt != null && debt.version <= version) {
            target.byKey.remove(key);
            release(key);
            succeeded++;
        }
    }

    /** An attempt to pay has brought no confirmation: the debt stays, behind all others of that member. */
    public synchronized void failed(M member, K key) {
        Target<K> target = targets.get(member);
        Debt debt = target == null ? null : target.byKey.remove(key);
        if (target != null && debt != null) {
            target.byKey.put(key, debt);
            failed++;
        }
    }

    /** The member has answered anything at all: its window starts again. */
    public synchronized void seen(M member, long now) {
        Target<K> target = targets.get(member);
        if (target != null) {
            target.seenAt = now;
        }
    }

    /**
     * What to pay next, in the order in which it was owed; nothing while payments are paused.
     *
     * @param bytesMax what the keys may take in all; one hint is given even if it alone takes more
     */
    public synchronized List<Hint<K>> batch(M member, int max, long bytesMax, long now) {
        Target<K> target = targets.get(member);
        if (target == null || target.paused) {
            return List.of();
        }
        List<Hint<K>> batch = new ArrayList<>();
        long taken = 0;
        for (Map.Entry<K, Debt> entry : target.byKey.entrySet()) {
            taken += bytesOfKey.applyAsLong(entry.getKey());
            if (batch.size() == max || (taken > bytesMax && !batch.isEmpty())) {
                break;
            }
            Debt debt = entry.getValue();
            batch.add(new Hint<>(entry.getKey(), debt.version, Duration.ofMillis(now - debt.since)));
        }
        return batch;
    }

    /** Who is owed something. */
    public synchronized List<M> members() {
        List<M> owed = new ArrayList<>();
        targets.forEach((member, target) -> {
            if (!target.byKey.isEmpty()) {
                owed.add(member);
            }
        });
        return owed;
    }

    /** How many hints are kept for the member. */
    public synchronized int pending(M member) {
        Target<K> target = targets.get(member);
        return target == null ? 0 : target.byKey.size();
    }

    /** Lets go of what the window has closed on; its members need repair. */
    public synchronized void expire(long now) {
        for (Target<K> target : targets.values()) {
            boolean all = away(target, now);
            Iterator<Map.Entry<K, Debt>> debts = target.byKey.entrySet().iterator();
            while (debts.hasNext()) {
                Map.Entry<K, Debt> entry = debts.next();
                if (all || now - entry.getValue().since >= limits.window().toMillis()) {
                    debts.remove();
                    release(entry.getKey());
                    target.repairMark = ++marks;
                    expired++;
                }
            }
        }
    }

    /** Drops what is owed to a member on somebody's word; it needs repair from now on. */
    public synchronized void drop(M member) {
        Target<K> target = targets.get(member);
        if (target != null && !target.byKey.isEmpty()) {
            dropped += target.byKey.size();
            releaseAll(target);
            target.repairMark = ++marks;
        }
    }

    /** The member will not come back under this identity, or owns nothing any more: nothing is owed to it. */
    public synchronized void forget(M member) {
        Target<K> target = targets.remove(member);
        if (target != null) {
            dropped += target.byKey.size();
            releaseAll(target);
        }
    }

    /** The member does not own the key any more: it is not owed. */
    public synchronized void forget(M member, K key) {
        Target<K> target = targets.get(member);
        if (target != null && target.byKey.remove(key) != null) {
            release(key);
            dropped++;
        }
    }

    /**
     * What these keys have been owed is covered by a clear of that version.
     *
     * @param cleared whether a key is in what was cleared
     */
    public synchronized void cleared(Predicate<K> cleared, long version) {
        for (Target<K> target : targets.values()) {
            target.byKey.entrySet().removeIf(entry -> {
                boolean covered = entry.getValue().version <= version && cleared.test(entry.getKey());
                if (covered) {
                    release(entry.getKey());
                    succeeded++;
                }
                return covered;
            });
        }
    }

    /** The member may lack, or alone have, what is not known here, such as after a takeover it took no part in. */
    public synchronized void markForRepair(M member, long now) {
        targets.computeIfAbsent(member, absent -> new Target<>(now)).repairMark = ++marks;
    }

    /** Stops payments to a member; hints are still made. */
    public synchronized void pause(M member, long now) {
        targets.computeIfAbsent(member, absent -> new Target<>(now)).paused = true;
    }

    public synchronized void resume(M member) {
        Target<K> target = targets.get(member);
        if (target != null) {
            target.paused = false;
        }
    }

    /**
     * Whether something owed to the member is not remembered: 0 if all is, else a mark to give to {@link #repaired}.
     */
    public synchronized long needsRepair(M member) {
        Target<K> target = targets.get(member);
        return target == null ? 0 : target.repairMark;
    }

    /**
     * A comparison has brought the member up to date.
     *
     * @param mark what {@link #needsRepair} gave before it began: what was not remembered since then needs another one
     */
    public synchronized void repaired(M member, long mark) {
        Target<K> target = targets.get(member);
        if (target != null && target.repairMark == mark) {
            target.repairMark = 0;
        }
    }

    /** All members that are owed something, paused or marked. */
    public synchronized Map<M, Standing> standings(long now) {
        Map<M, Standing> standings = new LinkedHashMap<>();
        targets.forEach((member, target) -> {
            if (!target.byKey.isEmpty() || target.paused || target.repairMark != 0) {
                standings.put(
                        member,
                        new Standing(
                                target.byKey.size(),
                                Duration.ofMillis(now - oldest(target, now)),
                                target.paused,
                                target.repairMark != 0));
            }
        });
        return standings;
    }

    public synchronized HintFigures figures(long now) {
        long oldest = now;
        for (Target<K> target : targets.values()) {
            oldest = Math.min(oldest, oldest(target, now));
        }
        return new HintFigures(
                pending, bytes, Duration.ofMillis(now - oldest), created, succeeded, failed, expired, dropped);
    }

    private static long oldest(Target<?> target, long now) {
        long oldest = now;
        for (Debt debt : target.byKey.values()) {
            oldest = Math.min(oldest, debt.since);
        }
        return oldest;
    }

    private boolean away(Target<K> target, long now) {
        return now - target.seenAt >= limits.window().toMillis();
    }

    private void releaseAll(Target<K> target) {
        target.byKey.keySet().forEach(this::release);
        target.byKey.clear();
    }

    private void release(K key) {
        pending--;
        bytes -= OVERHEAD + bytesOfKey.applyAsLong(key);
    }

    private static final class Target<K> {
        private final Map<K, Debt> byKey = new LinkedHashMap<>();
        private long seenAt;
        private boolean paused;
        private long repairMark;

        Target(long now) {
            this.seenAt = now;
        }
    }

    private static final class Debt {
        private final long since;
        private long version;

        Debt(long version, long now) {
            this.version = version;
            this.since = now;
        }
    }
}
