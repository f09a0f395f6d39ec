package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Bounds the cache and chooses which entry leaves when it is full.
 *
 * @param policy name of the policy: lru, lfu, fifo, ttl, random, clock, cawolfu, arc, 2q, lirs, clock-pro, s3-fifo, sieve, w-tinylfu, gdsf, auto, or that of an own one.
 * @param maxCount bound in entries. This or max-size is required.
 * @param maxSize bound in bytes as stored. This or max-count is required.
 * @param maxEvictionsPerCycle evictions in one go. Absent: unlimited.
 * @param interval time between two background cycles; 0 evicts within the write.
 * @param coordinated the primary owner chooses the victim and the backups follow.
 * @param missRatioCurve keeps a live miss-ratio curve.
 * @param candidates policies, separated by commas, that auto may choose from.
 */
@Element(value = "eviction", doc = "Bounds the cache and chooses which entry leaves when it is full.")
public record EvictionConfiguration(
        @Attribute(
                value =
                        "Name of the policy: lru, lfu, fifo, ttl, random, clock, cawolfu, arc, 2q, lirs, clock-pro, s3-fifo, sieve, w-tinylfu, gdsf, auto, or that of an own one.",
                or = "w-tinylfu")
        @NotBlank(message = "must not be empty")
        String policy,

        @Attribute(value = "Bound in entries. This or max-size is required.", instead = "max-size", live = true)
        @Min(value = 1, message = "must be 1 or more")
        OptionalLong maxCount,

        @Attribute(
                value = "Bound in bytes as stored. This or max-count is required.",
                instead = "max-count",
                live = true,
                unit = Unit.BYTES)
        @Min(value = 1, message = "must be 1 or more")
        OptionalLong maxSize,

        @Attribute("Evictions in one go. Absent: unlimited.") @Min(value = 1, message = "must be 1 or more")
        OptionalLong maxEvictionsPerCycle,

        @Attribute(value = "Time between two background cycles; 0 evicts within the write.", or = "0")
        Duration interval,

        @Attribute(value = "The primary owner chooses the victim and the backups follow.", or = "false")
        boolean coordinated,

        @Attribute(value = "Keeps a live miss-ratio curve.", or = "false")
        boolean missRatioCurve,

        @Attribute(
                value = "Policies, separated by commas, that auto may choose from.",
                or = "w-tinylfu,arc,lirs,clock-pro,lru")
        @NotEmpty(message = "must name at least one policy")
        List<String> candidates) {}
