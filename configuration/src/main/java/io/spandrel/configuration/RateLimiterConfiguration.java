package io.spandrel.configuration;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Bounds the loads per second.
 *
 * @param requestsPerSecond loads per second. Required.
 * @param burst loads at once after a pause. Absent: requests-per-second.
 * @param waitTimeout how long a load waits for its turn; 0 refuses at once.
 * @param scope whether each member has the rate, or all together.
 */
@Element(value = "rate-limiter", parent = "read-through", doc = "Bounds the loads per second.")
public record RateLimiterConfiguration(
        @Attribute("Loads per second. Required.") @Min(value = 1, message = "is required, 1 or more")
        long requestsPerSecond,

        @Attribute("Loads at once after a pause. Absent: requests-per-second.")
        @Min(value = 1, message = "must be 1 or more")
        OptionalLong burst,

        @Attribute(value = "How long a load waits for its turn; 0 refuses at once.", or = "0")
        Duration waitTimeout,

        @Attribute(value = "Whether each member has the rate, or all together.", or = "member")
        LimiterScope scope) {}
