package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Remembers deletes, so that no older value comes back.
 *
 * @param grace least time a tombstone is kept.
 * @param sweepInterval time between two purge cycles.
 * @param maxMemory bytes per member and cache; at the limit a segment needs a full comparison, nothing is purged silently.
 */
@Element(
        value = "tombstones",
        with = "consistency",
        optional = false,
        doc = "Remembers deletes, so that no older value comes back.")
public record TombstonesConfiguration(
        @Attribute(value = "Least time a tombstone is kept.", or = "10d")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration grace,

        @Attribute(value = "Time between two purge cycles.", or = "1m")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration sweepInterval,

        @Attribute(
                value =
                        "Bytes per member and cache; at the limit a segment needs a full comparison, nothing is purged silently.",
                or = "64MB",
                unit = Unit.BYTES)
        @Min(value = 1, message = "must be 1 or more")
        long maxMemory) {}
