package io.spandrel.configuration;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Stops loading for a while when it keeps failing; not-found and cancellation are no failures.
 *
 * @param failureThreshold failures in a row that open the circuit.
 * @param resetTimeout time until loading is tried again.
 */
@Element(
        value = "circuit-breaker",
        parent = "read-through",
        doc = "Stops loading for a while when it keeps failing; not-found and cancellation are no failures.")
public record CircuitBreakerConfiguration(
        @Attribute(value = "Failures in a row that open the circuit.", or = "5")
        @Min(value = 1, message = "must be 1 or more")
        int failureThreshold,

        @Attribute(value = "Time until loading is tried again.", or = "10s")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration resetTimeout) {}
