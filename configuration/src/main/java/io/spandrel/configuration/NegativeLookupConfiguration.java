package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;

/**
 * Answers that a key is absent without a remote call or a store read.
 *
 * @param falsePositiveRate wanted share of absent keys that are looked up all the same, above 0 and below 1.
 * @param initialCapacity keys per segment to start with; it grows.
 * @param remote whether the filters of segments owned elsewhere are subscribed to.
 * @param maxMemory bytes for copies of remote filters, per member and cache.
 * @param auditRate share of absent answers checked with the owner, 0 to 1.
 */
@Element(value = "negative-lookup", doc = "Answers that a key is absent without a remote call or a store read.")
public record NegativeLookupConfiguration(
        @Attribute(
                value = "Wanted share of absent keys that are looked up all the same, above 0 and below 1.",
                or = "0.002")
        @DecimalMin(value = "0", inclusive = false, message = "must be above 0 and below 1")
        @DecimalMax(value = "1", inclusive = false, message = "must be above 0 and below 1")
        double falsePositiveRate,

        @Attribute(value = "Keys per segment to start with; it grows.", or = "1024")
        @Min(value = 1, message = "must be 1 or more")
        int initialCapacity,

        @Attribute(value = "Whether the filters of segments owned elsewhere are subscribed to.", or = "auto")
        RemoteFilters remote,

        @Attribute(value = "Bytes for copies of remote filters, per member and cache.", or = "32MB", unit = Unit.BYTES)
        @Min(value = 1, message = "must be 1 or more")
        long maxMemory,

        @Attribute(value = "Share of absent answers checked with the owner, 0 to 1.", or = "0.0001")
        @DecimalMin(value = "0", message = "must be between 0 and 1")
        @DecimalMax(value = "1", message = "must be between 0 and 1")
        double auditRate) {}
