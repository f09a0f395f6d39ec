package io.spandrel.configuration;

import java.util.List;
import org.infinispan.commons.configuration.BuiltBy;
import org.infinispan.configuration.serializing.SerializedWith;
import org.jspecify.annotations.Nullable;

/**
 * The {@code grid:} elements of the cache container: an Infinispan module configuration. An accessor answers null for
 * an element that is absent or off. Immutable.
 */
@BuiltBy(GridContainerConfigurationBuilder.class)
@SerializedWith(GridContainerSerializer.class)
public final class GridContainerConfiguration {

    private final Draft.Source source;
    private final Reading reading;

    GridContainerConfiguration(Draft.Source source) {
        this.source = source;
        this.reading = source.reading(new Written());
    }

    public @Nullable GridConfiguration grid() {
        return element(GridConfiguration.class);
    }

    public @Nullable ConsoleConfiguration console() {
        return element(ConsoleConfiguration.class);
    }

    public @Nullable TelemetryConfiguration telemetry() {
        return element(TelemetryConfiguration.class);
    }

    public @Nullable RespConfiguration resp() {
        return element(RespConfiguration.class);
    }

    /** The names of the elements in force. */
    public List<String> elements() {
        return reading.elements();
    }

    /** Every attribute of the elements in force, with its origin. */
    public List<EffectiveSetting> settings() {
        return reading.settings();
    }

    Draft.Source source() {
        return source;
    }

    private <T extends Record> @Nullable T element(Class<T> type) {
        return reading.record(type);
    }

    /** Equal is what was written alike, whatever the environment adds. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GridContainerConfiguration that
                && source.written().equals(that.source.written());
    }

    @Override
    public int hashCode() {
        return source.written().hashCode();
    }

    @Override
    public String toString() {
        return "grid" + settings();
    }
}
