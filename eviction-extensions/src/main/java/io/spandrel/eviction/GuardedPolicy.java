package io.spandrel.eviction;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A policy that cannot hurt its cache: what it throws is kept as {@link #failure()}, and from then on it is not asked
 * again.
 *
 * <p>{@link #newEntry()}, {@link #touch} and {@link #choice} may be called by any thread, the rest under the evictor's lock.
 */
final class GuardedPolicy {

    private final String name;
    private final EvictionPolicy<PolicyEntry> policy;
    private final Class<?> entryClass;
    private final EvictionPolicy.Overwrite overwrite;
    private volatile @Nullable Throwable failure;

    @SuppressWarnings("unchecked") // a policy only ever gets entries of its own newEntry(); see owns()
    private GuardedPolicy(String name, EvictionPolicy<?> policy) {
        this.name = name;
        this.policy = (EvictionPolicy<PolicyEntry>) policy;
        this.entryClass = this.policy.newEntry().getClass();
        this.overwrite = Objects.requireNonNull(policy.overwrite(), "overwrite()");
    }

    /**
     * Creates a policy and looks at its entries.
     *
     * @throws IllegalArgumentException if that fails; the cache must not start with such a policy
     */
    static GuardedPolicy create(EvictionPolicyFactory factory, PolicySettings settings) {
        try {
            return new GuardedPolicy(factory.name(), factory.create(settings));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new IllegalArgumentException("eviction.policy: " + factory.name() + " cannot be created: " + e, e);
        }
    }

    static GuardedPolicy lru() {
        return new GuardedPolicy("lru", new LruPolicy());
    }

    String name() {
        return name;
    }

    /** What {@code auto} has chosen and why; null if this is another policy. */
    @Nullable
    ChoiceSnapshot choice() {
        return policy() instanceof AutoPolicy auto ? auto.choice() : null;
    }

    /** Tells {@code told} of each change of candidate, if this is {@code auto}. */
    void onSwitch(Consumer<ChoiceSnapshot.Switch> told) {
        if (policy() instanceof AutoPolicy auto) {
            auto.onSwitch(told);
        }
    }

    private EvictionPolicy<?> policy() {
        return policy;
    }

    /** What the policy did wrong first; null while it behaves. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Whether {@code entry} was made by this policy's kind. */
    boolean owns(PolicyEntry entry) {
        return entry.getClass() == entryClass;
    }

    /** A blank entry; a foreign one, which {@link #owns} refuses, if the policy fails. */
    PolicyEntry newEntry() {
        if (failure == null) {
            try {
                return policy.newEntry();
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                fail(e);
            }
        }
        return new LruPolicy.Node();
    }

    /** What a new value of the same weight is to be reported as. */
    EvictionPolicy.Overwrite overwrite() {
        return overwrite;
    }

    /** Marks a hit; returns whether it is also to be replayed by {@link #hit}. */
    boolean touch(PolicyEntry entry) {
        try {
            return entry.touch();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
            return false;
        }
    }

    void insert(PolicyEntry entry) {
        guard(() -> policy.onInsert(entry));
    }

    void hit(PolicyEntry entry) {
        if (failure == null && owns(entry)) {
            try {
                policy.onHit(entry);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                fail(e);
            }
        }
    }

    void update(PolicyEntry entry, int oldWeight) {
        guard(() -> policy.onUpdate(entry, oldWeight));
    }

    void remove(PolicyEntry entry) {
        guard(() -> policy.onRemove(entry));
    }

    void resize(long capacity) {
        guard(() -> policy.onResize(capacity));
    }

    @Nullable
    PolicyEntry victim() {
        if (failure == null) {
            try {
                return policy.victim();
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                fail(e);
            }
        }
        return null;
    }

    boolean wantsMore() {
        if (failure == null) {
            try {
                return policy.wantsMore();
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                fail(e);
            }
        }
        return false;
    }

    private void guard(Runnable event) {
        if (failure == null) {
            try {
                event.run();
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                fail(e);
            }
        }
    }
}
