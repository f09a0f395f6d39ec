package io.spandrel.configuration;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Versions every write and sets how many owners take part in reads and writes.
 *
 * @param read owners that answer a read.
 * @param write owners that confirm a write.
 * @param timeout time for a round. Absent: the cache's remote-timeout.
 * @param slowMemberThreshold an owner slower than this is no longer waited for.
 * @param readRepair when owners found behind are repaired.
 * @param maxClockDrift remote versions further ahead are refused.
 * @param conflictResolver which of two concurrent values stays: newest, largest, or a class name.
 */
@Element(value = "consistency", doc = "Versions every write and sets how many owners take part in reads and writes.")
public record ConsistencyConfiguration(
        @Attribute(value = "Owners that answer a read.", or = "ONE")
        ConsistencyLevel read,

        @Attribute(value = "Owners that confirm a write.", or = "QUORUM")
        ConsistencyLevel write,

        @Attribute("Time for a round. Absent: the cache's remote-timeout.")
        Optional<@DurationMin(millis = 1, message = "must be longer than 0") Duration> timeout,

        @Attribute(value = "An owner slower than this is no longer waited for.", or = "200ms")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration slowMemberThreshold,

        @Attribute(value = "When owners found behind are repaired.", or = "background")
        ReadRepair readRepair,

        @Attribute(value = "Remote versions further ahead are refused.", or = "500ms")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration maxClockDrift,

        @Attribute(value = "Which of two concurrent values stays; this version has newest alone.", or = "newest")
        @NotBlank(message = "must not be empty")
        String conflictResolver) {}
