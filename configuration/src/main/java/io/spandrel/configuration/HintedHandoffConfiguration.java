package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Keeps what is owed to owners that did not answer.
 *
 * @param window how long after a member was last seen hints are made and kept.
 * @param maxHintsPerMember hints kept for one member.
 * @param maxHints hints kept in all.
 * @param maxMemory bytes of hints kept, per member and cache.
 * @param replayInterval time between two attempts to pay.
 * @param throttle bytes per second sent while paying.
 */
@Element(
        value = "hinted-handoff",
        with = "consistency",
        optional = false,
        doc = "Keeps what is owed to owners that did not answer.")
public record HintedHandoffConfiguration(
        @Attribute(value = "How long after a member was last seen hints are made and kept.", or = "3h")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration window,

        @Attribute(value = "Hints kept for one member.", or = "100000") @Min(value = 1, message = "must be 1 or more")
        int maxHintsPerMember,

        @Attribute(value = "Hints kept in all.", or = "1000000") @Min(value = 1, message = "must be 1 or more")
        int maxHints,

        @Attribute(value = "Bytes of hints kept, per member and cache.", or = "64MB", unit = Unit.BYTES)
        @Min(value = 1, message = "must be 1 or more")
        long maxMemory,

        @Attribute(value = "Time between two attempts to pay.", or = "1s")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration replayInterval,

        @Attribute(value = "Bytes per second sent while paying.", or = "1MB", unit = Unit.BYTES_PER_SECOND, live = true)
        @Min(value = 1, message = "must be 1 or more")
        long throttle) {}
