/**
 * What a member reports through OpenTelemetry.
 *
 * <p>{@link io.spandrel.grid.telemetry.Telemetry} is the capability behind {@code <grid:telemetry>}: {@code GridMetrics}
 * are read from the grid's report whenever the application's SDK collects, {@code OperationSpans} are made around the
 * operations this member is asked for. Only OpenTelemetry's API is used; without an SDK nothing is reported, and
 * nothing is spent. See docs/capabilities/telemetry.md.
 */
@NullMarked
package io.spandrel.grid.telemetry;

import org.jspecify.annotations.NullMarked;
