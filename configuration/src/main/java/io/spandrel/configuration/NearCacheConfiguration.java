package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Keeps local copies of entries owned elsewhere.
 *
 * @param maxCount bound of the local copies in entries.
 * @param maxSize bound of the local copies in bytes. Absent: max-count bounds them.
 * @param policy name of the eviction policy of the local copies.
 * @param propagation what the owners send when a value changes.
 * @param maxIdle a copy not read for so long is dropped. Absent: never.
 * @param lifespan a copy so old is dropped. Absent: never.
 */
@Element(value = "near-cache", doc = "Keeps local copies of entries owned elsewhere.")
public record NearCacheConfiguration(
        @Attribute(value = "Bound of the local copies in entries.", or = "10000", instead = "max-size")
        @Min(value = 1, message = "must be 1 or more")
        OptionalLong maxCount,

        @Attribute(
                value = "Bound of the local copies in bytes. Absent: max-count bounds them.",
                instead = "max-count",
                unit = Unit.BYTES)
        @Min(value = 1, message = "must be 1 or more")
        OptionalLong maxSize,

        @Attribute(value = "Name of the eviction policy of the local copies.", or = "w-tinylfu")
        @NotBlank(message = "must not be empty")
        String policy,

        @Attribute(value = "What the owners send when a value changes.", or = "invalidate")
        Propagation propagation,

        @Attribute("A copy not read for so long is dropped. Absent: never.")
        Optional<@DurationMin(millis = 1, message = "must be longer than 0") Duration> maxIdle,

        @Attribute("A copy so old is dropped. Absent: never.")
        Optional<@DurationMin(millis = 1, message = "must be longer than 0") Duration> lifespan) {}
