package io.spandrel.configuration;

import org.infinispan.commons.configuration.io.ConfigurationWriter;
import org.infinispan.configuration.serializing.ConfigurationSerializer;

/** Writes the container's {@code grid:} elements. */
public final class GridContainerSerializer implements ConfigurationSerializer<GridContainerConfiguration> {

    @Override
    public void serialize(ConfigurationWriter writer, GridContainerConfiguration configuration) {
        ElementWriter.write(writer, configuration.source());
    }
}
