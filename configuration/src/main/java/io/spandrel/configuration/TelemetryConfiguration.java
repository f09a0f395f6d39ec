package io.spandrel.configuration;

/**
 * What is reported through OpenTelemetry.
 *
 * @param metrics reports metrics.
 * @param tracing reports spans.
 * @param correlation correlation ids in logs and commands.
 */
@Element(value = "telemetry", parent = "grid", doc = "What is reported through OpenTelemetry.")
public record TelemetryConfiguration(
        @Attribute(value = "Reports metrics.", local = true, or = "true")
        boolean metrics,

        @Attribute(value = "Reports spans.", local = true, or = "false")
        boolean tracing,

        @Attribute(value = "Correlation ids in logs and commands.", local = true, or = "true")
        boolean correlation) {}
