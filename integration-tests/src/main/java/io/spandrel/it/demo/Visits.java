package io.spandrel.it.demo;

import org.jspecify.annotations.Nullable;

/**
 * A fourth member that comes, replays too, and goes, so that owners are seen to move. Told the time once a second, by
 * one thread; never waits.
 */
final class Visits {

    private static final ReplayOrder ORDER = new ReplayOrder(Long.MAX_VALUE, 500);

    private final DemoGrid grid;
    private final VisitPlan plan;
    private Progress past = Progress.NONE;
    private @Nullable DemoProcess visitor;
    private boolean replaying;
    private long nextChange;
    private int visits;

    Visits(DemoGrid grid, VisitPlan plan) {
        this.grid = grid;
        this.plan = plan;
        this.nextChange = plan.firstSecond();
    }

    /** Whether the plan has no further visit, and nobody is here. */
    boolean over() {
        return visitor == null && visits == plan.visits();
    }

    /** What visitors have replayed so far. */
    Progress progress() {
        return visitor == null ? past : past.plus(visitor.progress());
    }

    /** Does what is due in second {@code second} of the demo. */
    void tick(long second) {
        if (visitor == null) {
            if (second >= nextChange && visits < plan.visits()) {
                visitor = grid.visitor();
            }
        } else if (!replaying) {
            welcome(visitor, second);
        } else if (second >= nextChange) {
            dismiss(visitor, second);
        }
    }

    private void welcome(DemoProcess arriving, long second) {
        if (arriving.isReady()) {
            arriving.replay(ORDER);
            replaying = true;
            nextChange = second + plan.staySeconds();
        }
    }

    private void dismiss(DemoProcess leaving, long second) {
        past = past.plus(leaving.progress());
        grid.dismiss(leaving);
        visitor = null;
        replaying = false;
        visits++;
        nextChange = second + plan.pauseSeconds();
    }
}
