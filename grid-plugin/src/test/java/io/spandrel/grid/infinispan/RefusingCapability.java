package io.spandrel.grid.infinispan;

import io.spandrel.configuration.GridConfiguration;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.grid.spi.GridCapability;
import io.spandrel.grid.spi.GridContext;
import org.infinispan.configuration.global.GlobalConfiguration;

/** A capability of members that cannot be installed, on in members whose name says so. */
public final class RefusingCapability implements GridCapability {

    @Override
    public String element() {
        return "x-refusing";
    }

    @Override
    public boolean isOn(GlobalConfiguration container) {
        GridContainerConfiguration elements = container.module(GridContainerConfiguration.class);
        GridConfiguration grid = elements == null ? null : elements.grid();
        return grid != null && grid.nodeName().filter("refusing"::equals).isPresent();
    }

    @Override
    public AutoCloseable install(GridContext context) {
        throw new IllegalStateException("not today");
    }
}
