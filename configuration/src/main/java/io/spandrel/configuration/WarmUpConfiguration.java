package io.spandrel.configuration;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Fetches hot keys when a member joins or leaves.
 *
 * @param maxHotKeys hot keys remembered.
 * @param minHits reads that make a key hot.
 * @param concurrency fetches at the same time.
 * @param timeout time for all fetches.
 * @param onJoin fetches when a member joins.
 * @param onLeave fetches when a member leaves.
 * @param keys keys, separated by commas, that are always fetched. Absent: none.
 */
@Element(value = "warm-up", doc = "Fetches hot keys when a member joins or leaves.")
public record WarmUpConfiguration(
        @Attribute(value = "Hot keys remembered.", or = "100") @Min(value = 1, message = "must be 1 or more")
        int maxHotKeys,

        @Attribute(value = "Reads that make a key hot.", or = "2") @Min(value = 1, message = "must be 1 or more")
        int minHits,

        @Attribute(value = "Fetches at the same time.", or = "4") @Min(value = 1, message = "must be 1 or more")
        int concurrency,

        @Attribute(value = "Time for all fetches.", or = "2s")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration timeout,

        @Attribute(value = "Fetches when a member joins.", or = "true")
        boolean onJoin,

        @Attribute(value = "Fetches when a member leaves.", or = "true")
        boolean onLeave,

        @Attribute("Keys, separated by commas, that are always fetched. Absent: none.")
        List<String> keys) {}
