package io.spandrel.configuration;

/**
 * What is reported through OpenTelemetry.
 *
 * @param metrics metrics.
 * @param tracing spans.
 * @param correlation correlation ids in logs and commands.
 */
@Element(value = "telemetry", parent = "grid", doc = "What is reported through OpenTelemetry.")
public record TelemetryConfiguration(
        @Attribute(value = "Metrics.", local = true, or = "true")
        boolean metrics,

        @Attribute(value = "Spans.", local = true, or = "false")
        boolean tracing,

        @Attribute(value = "Correlation ids in logs and commands.", local = true, or = "true")
        boolean correlation) {}
