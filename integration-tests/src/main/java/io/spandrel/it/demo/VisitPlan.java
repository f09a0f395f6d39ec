package io.spandrel.it.demo;

/**
 * When the fourth member comes and goes.
 *
 * @param visits how often
 * @param firstSecond of the demo in which it first comes
 * @param staySeconds how long it replays
 * @param pauseSeconds until it comes again
 */
record VisitPlan(int visits, long firstSecond, long staySeconds, long pauseSeconds) {

    static final VisitPlan QUICK = new VisitPlan(1, 1, 6, 0);
    static final VisitPlan FOREVER = new VisitPlan(Integer.MAX_VALUE, 10, 20, 20);
}
