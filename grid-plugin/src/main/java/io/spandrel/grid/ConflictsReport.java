package io.spandrel.grid;

/**
 * What one member has done about keys that two sides of a partition had written. Counters run from its start.
 *
 * @param resolver who decides which of two values stays, as configured
 * @param settled writes that did not stay because a concurrent one did
 * @param olderKept how many of them were newer than what stayed: the resolver has chosen so
 * @param deletes how many of them were deletes: a newer value stayed
 * @param resolverFailures how often the resolver threw, or returned neither of the two values: the newer one stayed
 * @param logged how many are remembered
 * @param loggedMax how many are at most
 * @param overwritten how many are not remembered any more, for want of room
 */
public record ConflictsReport(
        String resolver,
        long settled,
        long olderKept,
        long deletes,
        long resolverFailures,
        int logged,
        int loggedMax,
        long overwritten) {}
