package io.spandrel.grid.spi;

import io.spandrel.configuration.GridContainerConfiguration;
import java.util.Map;
import org.infinispan.configuration.global.GlobalConfiguration;

/**
 * Something a member can do because an element of its cache container asks for it.
 *
 * <p>Found by {@link java.util.ServiceLoader} with the cache manager's class loader; one instance per cache manager.
 */
public interface GridCapability {

    /** Local name of the element that turns it on, such as {@code console}; no two capabilities share one. */
    String element();

    /** Whether a member asks for it: by default, whether the element is in force. */
    default boolean isOn(GlobalConfiguration container) {
        GridContainerConfiguration grid = container.module(GridContainerConfiguration.class);
        return grid != null && grid.elements().contains(element());
    }

    /**
     * Attributes of the element that are not honoured yet, each with the only value that may stand there; another one
     * refuses the start. Empty for a capability that honours them all.
     */
    default Map<String, String> fixed() {
        return Map.of();
    }

    /**
     * Adds the capability to a member whose cache manager has started. Runs in the thread that starts the manager, and
     * may block.
     *
     * @return closed once before the cache manager stops, or when a later capability fails to install
     * @throws Exception refuses the start of the cache manager; the message reaches whoever started it
     */
    AutoCloseable install(GridContext context) throws Exception;
}
