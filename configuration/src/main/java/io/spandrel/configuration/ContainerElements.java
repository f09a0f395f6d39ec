package io.spandrel.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements in force in the cache container. */
@FitTogether
record ContainerElements(
        @Nullable GridConfiguration grid,
        @Nullable ConsoleConfiguration console,
        @Nullable TelemetryConfiguration telemetry,
        @Nullable RespConfiguration resp)
        implements FitTogether.Level {

    static ContainerElements of(Reading reading) {
        return new ContainerElements(
                reading.record(GridConfiguration.class),
                reading.record(ConsoleConfiguration.class),
                reading.record(TelemetryConfiguration.class),
                reading.record(RespConfiguration.class));
    }

    @Override
    public List<Finding> findings() {
        return console == null ? List.of() : new ConsoleRules(console).findings();
    }
}
