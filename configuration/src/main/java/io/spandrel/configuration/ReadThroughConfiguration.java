package io.spandrel.configuration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Loads what is missing, once per key and cluster at a time.
 *
 * @param loader class name of the CacheLoader. Required.
 * @param timeout time for one load.
 * @param maxConcurrent loads at the same time on one member.
 * @param negativeTtl how long a not-found result is remembered; 0: not at all.
 * @param negativeMaxCount not-found results remembered.
 * @param staleWhileError how long an expired value is served while loading fails; 0: not at all.
 * @param refreshAhead share of the lifespan after which a hot key is refreshed, 0 to 1; 0: not at all.
 */
@Element(value = "read-through", doc = "Loads what is missing, once per key and cluster at a time.")
public record ReadThroughConfiguration(
        @Attribute("Class name of the CacheLoader. Required.") @NotBlank(message = "is required")
        String loader,

        @Attribute(value = "Time for one load.", or = "5s") @DurationMin(millis = 1, message = "must be longer than 0")
        Duration timeout,

        @Attribute(value = "Loads at the same time on one member.", or = "64")
        @Min(value = 1, message = "must be 1 or more")
        int maxConcurrent,

        @Attribute(value = "How long a not-found result is remembered; 0: not at all.", or = "0")
        Duration negativeTtl,

        @Attribute(value = "Not-found results remembered.", or = "10000") @Min(value = 1, message = "must be 1 or more")
        int negativeMaxCount,

        @Attribute(value = "How long an expired value is served while loading fails; 0: not at all.", or = "0")
        Duration staleWhileError,

        @Attribute(value = "Share of the lifespan after which a hot key is refreshed, 0 to 1; 0: not at all.", or = "0")
        @DecimalMin(value = "0", message = "must be between 0 and 1")
        @DecimalMax(value = "1", message = "must be between 0 and 1")
        double refreshAhead) {}
