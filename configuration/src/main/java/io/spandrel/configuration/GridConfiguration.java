package io.spandrel.configuration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * What concerns the whole member.
 *
 * @param nodeName stable identity of the member across restarts. Absent: the transport's node name, else a generated one.
 * @param configCheck what a difference in grid configuration between members does.
 * @param historySize events kept per member: views, topologies, merges, partitions, repairs.
 */
@Element(value = "grid", doc = "What concerns the whole member.")
public record GridConfiguration(
        @Attribute(
                value =
                        "Stable identity of the member across restarts. Absent: the transport's node name, else a generated one.",
                local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> nodeName,

        @Attribute(value = "What a difference in grid configuration between members does.", or = "refuse")
        ConfigCheck configCheck,

        @Attribute(
                value = "Events kept per member: views, topologies, merges, partitions, repairs.",
                or = "1000",
                local = true)
        @Min(value = 1, message = "must be 1 or more")
        int historySize) {}
