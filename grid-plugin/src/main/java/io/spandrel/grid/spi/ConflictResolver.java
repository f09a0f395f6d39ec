package io.spandrel.grid.spi;

/**
 * Decides which of two values of a key stays after a partition, if both sides wrote the key while they were apart.
 *
 * <p>Named by {@code conflict-resolver} of {@code <grid:consistency>}: by {@link #name()}, if {@link java.util.ServiceLoader}
 * finds it with the cache manager's class loader, or by the name of its class, which then needs a public constructor without
 * arguments. All members need the same one. One instance serves a cache on a member.
 *
 * <p>It is asked only where neither value can be the successor of the other: both were written by members that had noticed
 * that they were apart, and nobody was on both sides. A value that one side simply had not received is no conflict, nor is a
 * delete: of a delete and a value the newer one stays, whatever the resolver would say.
 *
 * <p>The key's primary asks, while it has the key's lock; several keys at once, so an implementation must be thread-safe. It runs
 * on one of Infinispan's threads for what may block, but all writes of the key wait for it meanwhile.
 *
 * <p>It may be asked again for the same two values, by the same or another member, if a member is lost before all owners have
 * heard of the outcome. The same answer should be given then, so an answer may depend on nothing but the arguments. What it has
 * chosen gets a version of its own, so that the other value can never come back.
 *
 * <p>If it throws, or returns anything but one of the two, the newer value stays. That is counted, and logged once per cache.
 */
public interface ConflictResolver {

    /** What the configuration calls it, if it is found as a service. By default the name of its class. */
    default String name() {
        return getClass().getName();
    }

    /**
     * The value that stays. Where more than two sides have met, the one that stays is compared with the next one.
     *
     * @param key as the application passes it to the cache
     * @param newer has the newer version; the outcome of an earlier comparison counts as the newer one
     * @return {@code newer} or {@code older}
     */
    ConflictingValue resolve(Object key, ConflictingValue newer, ConflictingValue older);
}
