package io.spandrel.configuration;

/** Builds {@code <grid:telemetry>}. */
public final class TelemetryConfigurationBuilder
        extends ElementBuilder<GridContainerConfigurationBuilder, TelemetryConfigurationBuilder> {

    TelemetryConfigurationBuilder(GridContainerConfigurationBuilder parent) {
        super(parent, parent.draft(), "telemetry");
    }

    /** Metrics. */
    public TelemetryConfigurationBuilder metrics(boolean metrics) {
        return flag("metrics", metrics);
    }

    /** Spans. */
    public TelemetryConfigurationBuilder tracing(boolean tracing) {
        return flag("tracing", tracing);
    }

    /** Correlation ids in logs and commands. */
    public TelemetryConfigurationBuilder correlation(boolean correlation) {
        return flag("correlation", correlation);
    }
}
