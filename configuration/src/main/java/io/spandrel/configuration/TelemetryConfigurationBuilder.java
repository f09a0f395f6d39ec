package io.spandrel.configuration;

/** Builds {@code <grid:telemetry>}. */
public final class TelemetryConfigurationBuilder
        extends ElementBuilder<GridContainerConfigurationBuilder, TelemetryConfigurationBuilder> {

    TelemetryConfigurationBuilder(GridContainerConfigurationBuilder parent) {
        super(parent, parent.draft(), "telemetry");
    }

    /** Reports metrics. */
    public TelemetryConfigurationBuilder metrics(boolean metrics) {
        return flag("metrics", metrics);
    }

    /** Reports spans. */
    public TelemetryConfigurationBuilder tracing(boolean tracing) {
        return flag("tracing", tracing);
    }

    /** Correlation ids in logs and commands. */
    public TelemetryConfigurationBuilder correlation(boolean correlation) {
        return flag("correlation", correlation);
    }
}
