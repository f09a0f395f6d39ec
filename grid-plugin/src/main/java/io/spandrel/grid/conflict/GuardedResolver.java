package io.spandrel.grid.conflict;

import io.spandrel.grid.spi.ConflictResolver;
import io.spandrel.grid.spi.ConflictingValue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Stands between a user's resolver and the cache: where it fails, the newer value stays. Thread-safe. */
public final class GuardedResolver {

    private final ConflictResolver resolver;
    private final Consumer<RuntimeException> firstFailure;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final LongAdder failures = new LongAdder();

    /**
     * @param firstFailure hears of the first failure alone
     */
    public GuardedResolver(ConflictResolver resolver, Consumer<RuntimeException> firstFailure) {
        this.resolver = resolver;
        this.firstFailure = firstFailure;
    }

    /** Which of two values stays. */
    public enum Verdict {
        NEWER,
        OLDER,
        /** The newer one, because the resolver failed. */
        FAILED
    }

    /**
     * Asks the resolver. To make key and values of what the cache stores may fail as well.
     */
    public Verdict resolve(Supplier<Object> key, Supplier<ConflictingValue> newer, Supplier<ConflictingValue> older) {
        try {
            ConflictingValue one = newer.get();
            ConflictingValue other = older.get();
            Object chosen = resolver.resolve(key.get(), one, other);
            if (chosen == one || chosen == other) {
                return chosen == one ? Verdict.NEWER : Verdict.OLDER;
            }
            failed(new IllegalStateException(
                    chosen == null ? "it returned null" : "it returned something else than one of the two values"));
        } catch (RuntimeException e) {
            failed(e);
        } catch (LinkageError | StackOverflowError e) {
            failed(new IllegalStateException(e));
        }
        return Verdict.FAILED;
    }

    private void failed(RuntimeException failure) {
        failures.increment();
        if (failed.compareAndSet(false, true)) {
            firstFailure.accept(failure);
        }
    }

    /** How often the resolver threw, or returned anything but one of the two. */
    public long failures() {
        return failures.sum();
    }
}
