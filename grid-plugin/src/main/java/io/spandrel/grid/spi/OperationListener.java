package io.spandrel.grid.spi;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears of the operations that this member is asked for. Called in the asking thread, so it must not block. */
public interface OperationListener {

    /**
     * An operation begins.
     *
     * @return called once when it ended, with the failure or null
     */
    Consumer<@Nullable Throwable> started(Operation operation);

    /**
     * @param name {@code evict}, {@code expire}, {@code clear}, {@code rebalance} or {@code change}
     * @param cache the cache it is done to
     * @param correlation ties together what it does on all members; empty without {@code telemetry correlation}
     */
    record Operation(String name, String cache, String correlation) {}
}
