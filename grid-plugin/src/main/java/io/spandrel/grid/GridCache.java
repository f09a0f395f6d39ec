package io.spandrel.grid;

import java.util.concurrent.CompletionStage;
import org.infinispan.AdvancedCache;
import org.jspecify.annotations.Nullable;

/**
 * What the grid adds to one running cache. Everyday reads and writes stay with {@code org.infinispan.Cache}.
 *
 * <p>Thread-safe. Every operation acts on all members unless it says otherwise.
 */
public interface GridCache {

    String name();

    CacheReport report();

    /**
     * Owners of {@code key}, given as the application passes it to the cache.
     */
    KeyOwners ownersOf(Object key);

    /**
     * Some of the keys that the members hold in memory, each told by its primary owner; those of a cache that is not
     * distributed or replicated are this member's. A key that is there from the first page to the last is on exactly one
     * of them, whatever else is written meanwhile.
     *
     * @throws IllegalArgumentException if {@code after} is none that a page gave
     */
    CompletionStage<KeyPage> keys(KeyQuery query);

    /**
     * What each owner of {@code key}, given as the application passes it to the cache, holds under it: in memory, else in a
     * store.
     *
     * @param values whether values are wanted too
     */
    CompletionStage<KeyCopies> copiesOf(Object key, boolean values);

    /**
     * The same for a key that {@link #keys} gave; null if no owner holds it in memory any more.
     *
     * @throws IllegalArgumentException if it is the id of no key
     */
    CompletionStage<@Nullable KeyCopies> copiesById(String id, boolean values);

    /**
     * Conflicts that members remember: writes of one key on two sides of a partition, of which one stayed. The last one first.
     *
     * @param after where the page before ended; null: the first page
     * @param limit 1 to {@link KeyQuery#LIMIT_MAX}
     * @param values whether values are wanted too
     * @return fails with {@link IllegalStateException} if the cache has no {@code <grid:consistency>}
     * @throws IllegalArgumentException if {@code after} is none that a page gave, or {@code limit} is out of its range
     */
    CompletionStage<ConflictPage> conflicts(@Nullable String after, int limit, boolean values);

    /** Brings every member's part of the cache within its bound now; completes with the entries evicted. */
    CompletionStage<Long> evictNow();

    /**
     * Removes what has expired on every member now; completes when all have answered. A member goes through its entries
     * once for all requests that come while it does so or within 200 ms after. An entry that a read or a write is just
     * removing is left to it.
     */
    CompletionStage<Void> expireNow();

    /** Removes every entry. */
    CompletionStage<Void> clear();

    /** Lets owners move ({@code true}) or stay as they are ({@code false}) when members come and go. */
    void rebalancing(boolean enabled);

    /**
     * Stops bringing a member what others owe it; hints are still made.
     *
     * @param member its name; one that has left is known for as long as something is owed to it
     * @return fails with {@link IllegalStateException} if the cache has no hinted handoff
     */
    CompletionStage<Void> pauseHandoff(String member);

    /** Ends what {@link #pauseHandoff} began. */
    CompletionStage<Void> resumeHandoff(String member);

    /** Drops what is owed to a member, which needs repair from then on; completes with the hints dropped. */
    CompletionStage<Long> dropHints(String member);

    /**
     * Has every member compare the segments whose primary it is with their other owners, and repair what differs if the cache is
     * configured to; completes when all have begun or will, as soon as what they do now is done. How far they are, each tells in
     * its report.
     *
     * @return fails with {@link IllegalStateException} if the cache has no anti-entropy
     */
    CompletionStage<Void> compareOwners();

    /** The same as {@link #compareOwners}, but what differs is only reported, whatever the cache is configured to. */
    CompletionStage<Void> checkOwners();

    /** Has comparisons of owners wait on every member, those under way too. */
    CompletionStage<Void> pauseAntiEntropy();

    /** Ends what {@link #pauseAntiEntropy} began. */
    CompletionStage<Void> resumeAntiEntropy();

    /**
     * Changes a live attribute ({@code max-count}, {@code max-size}, {@code throttle}) on every member.
     *
     * @throws IllegalArgumentException if the attribute cannot be changed at run time or the value breaks its rule
     */
    CompletionStage<Void> change(String element, String attribute, String value);

    /**
     * The bound that {@link #change} would give each member, in the bound's unit, without changing it.
     *
     * @throws IllegalArgumentException as {@link #change} does
     */
    long boundAfter(String element, String attribute, String value);

    /**
     * The cache for calls that are to wait for other numbers of owners than it is configured with. Made anew by every call, and
     * cheap; it may be kept, and has the same entries, listeners and configuration. {@code merge} is not supported there, and the
     * functional API keeps to the cache's own levels.
     *
     * @throws IllegalStateException if the cache has no {@code <grid:consistency>}
     */
    <K, V> AdvancedCache<K, V> with(Consistency consistency);
}
