package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * Compares the owners of a segment and repairs what differs.
 *
 * @param interval time of a full cycle over the member's segments; 0: on demand, after a rejoin and a loss only.
 * @param bucketSize keys per Merkle leaf aimed at.
 * @param throttle bytes per second sent while comparing and repairing.
 * @param mode what is done about a difference.
 */
@Element(
        value = "anti-entropy",
        with = "consistency",
        doc = "Compares the owners of a segment and repairs what differs.")
public record AntiEntropyConfiguration(
        @Attribute(
                value =
                        "Time of a full cycle over the member's segments; 0: on demand, after a rejoin and a loss only.",
                or = "1d")
        Duration interval,

        @Attribute(value = "Keys per Merkle leaf aimed at.", or = "32") @Min(value = 1, message = "must be 1 or more")
        int bucketSize,

        @Attribute(
                value = "Bytes per second sent while comparing and repairing.",
                or = "10MB",
                unit = Unit.BYTES_PER_SECOND,
                live = true)
        @Min(value = 1, message = "must be 1 or more")
        long throttle,

        @Attribute(value = "What is done about a difference.", or = "repair")
        AntiEntropyMode mode) {}
