package io.spandrel.configuration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 * @param primaryTakeover whether other owners become primary while the primary does not answer.
 * @param readRepair when owners found behind are repaired.
 * @param maxClockDrift remote versions further ahead are refused.
 * @param conflictResolver which of two values stays that both sides of a partition wrote: newest, largest, or an own resolver.
 * @param conflictLog conflicts remembered per member.
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

        @Attribute(value = "Whether other owners become primary while the primary does not answer.", or = "true")
        boolean primaryTakeover,

        @Attribute(value = "When owners found behind are repaired.", or = "background")
        ReadRepair readRepair,

        @Attribute(value = "Remote versions further ahead are refused.", or = "500ms")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration maxClockDrift,

        @Attribute(
                value =
                        "Which of two values stays that both sides of a partition wrote: newest, largest, or the name or class of an own resolver.",
                or = "newest")
        @NotBlank(message = "must not be empty")
        String conflictResolver,

        @Attribute(value = "Conflicts remembered per member; 0: none.", or = "100", local = true)
        @Min(value = 0, message = "must be between 0 and 10000")
        @Max(value = 10_000, message = "must be between 0 and 10000")
        int conflictLog) {}
