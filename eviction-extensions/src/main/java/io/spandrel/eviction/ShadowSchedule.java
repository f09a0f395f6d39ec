package io.spandrel.eviction;

/**
 * Which requests are shown to shadow caches: all of them until the evidence is settled, then those of turns with rests in
 * between, and all of them again when the running policy's hit ratio is no longer what it was.
 *
 * <p>Not thread-safe.
 */
final class ShadowSchedule {

    /*
     * All spans are in requests for each entry of a shadow cache, so that they are as long for a policy, whatever the
     * size. Evidence is settled after SETTLED of them without a change of policy. A turn begins with WARM_UP, in which
     * the shadows forget what they held before the rest, and which is no evidence. So of settled requests one in eight is
     * shown.
     *
     * While it rests, the running policy's own hits are watched, which costs two additions: a workload that changes shows
     * in them, and a rest ends early when a window's hit ratio is off by more than SHIFT, and more than chance makes. What
     * does not show in them, such as another candidate becoming better while this one remains as good as it was, is seen
     * in the next turn.
     *
     * A workload that comes in waves, or whose hits are reported in part only, would never let it rest. So each shift that was
     * followed by no change of policy lets it be deaf to others for twice as many turns as the one before, DEAF_MAX at most;
     * the first change restores its hearing.
     */
    static final int SETTLED = 50;
    static final int WARM_UP = 3;
    static final int TURN = 10;
    static final int REST = 70;

    private static final int WINDOW = 2;
    private static final double SHIFT = 0.05;
    private static final double CHANCE = 5;
    private static final int DEAF_MAX = 15;

    private long position;
    private boolean settled;
    private boolean alarmed;
    private int deafness;
    private int deafTurns;
    private long hits;
    private long requests;
    private double usual = -1;

    /** What a request is to the shadow caches. */
    enum Use {
        EVIDENCE,
        WARM_UP,
        NONE
    }

    /** What to do with the next request; {@code entries} are in a shadow cache. */
    Use next(int entries) {
        position++;
        if (!settled) {
            if (position > (long) SETTLED * entries) {
                settle();
            }
            return Use.EVIDENCE;
        }
        if (position <= (long) REST * entries) {
            return Use.NONE;
        }
        if (position >= (long) (REST + TURN) * entries) {
            position = 0;
            deafTurns = Math.max(0, deafTurns - 1);
        }
        return position > 0 && position <= (long) (REST + WARM_UP) * entries ? Use.WARM_UP : Use.EVIDENCE;
    }

    /** The running policy had a hit, or not; {@code entries} are in a shadow cache. */
    void observe(boolean hit, int entries) {
        requests++;
        hits += hit ? 1 : 0;
        if (requests >= Math.max(64, (long) WINDOW * entries)) {
            judge(hits / (double) requests);
            requests = 0;
            hits = 0;
        }
    }

    /** The policy has changed: the evidence is not settled any more. */
    void restart() {
        alarmed = false;
        deafness = 0;
        deafTurns = 0;
        begin();
    }

    private void begin() {
        settled = false;
        position = 0;
    }

    private void settle() {
        settled = true;
        position = 0;
        if (alarmed) {
            alarmed = false;
            deafness = Math.min(DEAF_MAX, 2 * deafness + 1);
            deafTurns = deafness;
        }
    }

    private void judge(double ratio) {
        double chance = CHANCE * Math.sqrt(Math.max(usual * (1 - usual), 0.01) / requests);
        if (usual < 0) {
            usual = ratio;
        } else if (Math.abs(ratio - usual) > Math.max(SHIFT, chance)) {
            usual = ratio;
            alarm();
        } else {
            usual += (ratio - usual) / 8;
        }
    }

    private void alarm() {
        if (settled && deafTurns == 0) {
            alarmed = true;
            begin();
        }
    }
}
