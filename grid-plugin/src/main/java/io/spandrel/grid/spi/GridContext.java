package io.spandrel.grid.spi;

import io.spandrel.grid.Grid;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.manager.EmbeddedCacheManager;

/** What a capability is given of the member it is installed in. */
public interface GridContext {

    /** The member's cache manager, started. */
    EmbeddedCacheManager manager();

    /** The container's configuration; {@code module(GridContainerConfiguration.class)} has its {@code grid:} elements. */
    GlobalConfiguration configuration();

    Grid grid();

    /** Hears of operations until it is closed. */
    AutoCloseable onOperation(OperationListener listener);

    /** Hears of rounds of owners until it is closed. */
    AutoCloseable onRound(RoundListener listener);
}
