package io.spandrel.grid;

import java.util.concurrent.CompletionStage;

/**
 * Creates caches on all members, and removes those that were created so. Thread-safe.
 *
 * <p>Members that join later have such a cache too. It is there again after a restart of all members if it is permanent, which
 * needs Infinispan's global state.
 */
public interface CacheAdministration {

    /**
     * What {@link #create} would do; changes nothing.
     *
     * @param text one cache, as it would stand in Infinispan's configuration, {@code grid:} elements included. A name in it must be
     *     {@code name}; {@code ${…}} is refused, because each member would replace it by something of its own.
     */
    CompletionStage<CachePlan> plan(String name, CacheFormat format, String text);

    /**
     * Creates a cache on all members, or on none.
     *
     * @return completes when it runs on all members; fails with {@link CacheRefusedException} if its text is wrong, with
     *     {@link IllegalStateException} if there is such a cache already or none can be created here, and with
     *     {@link GridOperationException} if a member could not start it
     */
    CompletionStage<CachePlan> create(String name, CacheFormat format, String text);

    /**
     * What {@link #remove} would do; changes nothing.
     *
     * @throws IllegalArgumentException if no cache of that name runs here
     */
    CompletionStage<CacheRemoval> removal(String name);

    /**
     * Removes a cache from all members, with its entries, in stores too.
     *
     * @return completes when it runs nowhere any more; fails with {@link IllegalStateException} if something stands in the way,
     *     such as that the application defines the cache itself, and with {@link GridOperationException} if a member still has it
     * @throws IllegalArgumentException if no cache of that name runs here
     */
    CompletionStage<Void> remove(String name);
}
