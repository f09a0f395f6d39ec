package io.spandrel.configuration;

import org.infinispan.commons.configuration.io.ConfigurationWriter;
import org.infinispan.configuration.serializing.ConfigurationSerializer;

/** Writes a cache's {@code grid:} elements, for files and for members that learn of a cache at run time. */
public final class GridCacheSerializer implements ConfigurationSerializer<GridCacheConfiguration> {

    @Override
    public void serialize(ConfigurationWriter writer, GridCacheConfiguration configuration) {
        ElementWriter.write(writer, configuration.source());
    }
}
