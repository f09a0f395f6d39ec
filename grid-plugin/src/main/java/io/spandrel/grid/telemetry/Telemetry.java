package io.spandrel.grid.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.TelemetryConfiguration;
import io.spandrel.grid.spi.GridCapability;
import io.spandrel.grid.spi.GridContext;
import java.util.function.Supplier;

/** {@code <grid:telemetry>}: metrics, and spans of operations and rounds, through the application's OpenTelemetry. */
public final class Telemetry implements GridCapability {

    /** Name of the instrumentation scope. */
    static final String SCOPE = "io.spandrel.grid";

    /*
     * Asked when a cache manager starts, not before: an application sets its SDK first. The getter that sets the no-op
     * instance for good when none is there yet would take that chance from an application that sets it later.
     */
    private final Supplier<OpenTelemetry> openTelemetry;

    /** Uses the application's global instance. */
    public Telemetry() {
        this(GlobalOpenTelemetry::getOrNoop);
    }

    Telemetry(Supplier<OpenTelemetry> openTelemetry) {
        this.openTelemetry = openTelemetry;
    }

    @Override
    public String element() {
        return "telemetry";
    }

    @Override
    public AutoCloseable install(GridContext context) {
        TelemetryConfiguration settings =
                context.configuration().module(GridContainerConfiguration.class).telemetry();
        if (settings == null) {
            throw new IllegalStateException("<grid:telemetry> is not in force");
        }
        OpenTelemetry api = openTelemetry.get();
        AutoCloseable metrics =
                settings.metrics() ? GridMetrics.register(api.getMeter(SCOPE), context.grid()) : () -> {};
        AutoCloseable operations = () -> {};
        AutoCloseable rounds = () -> {};
        if (settings.tracing() && api != OpenTelemetry.noop()) {
            operations = context.onOperation(new OperationSpans(api.getTracer(SCOPE)));
            rounds = context.onRound(new RoundSpans(api.getTracer(SCOPE)));
        }
        return closing(operations, rounds, metrics);
    }

    private static AutoCloseable closing(AutoCloseable operations, AutoCloseable rounds, AutoCloseable metrics) {
        return () -> {
            operations.close();
            rounds.close();
            metrics.close();
        };
    }
}
