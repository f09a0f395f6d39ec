package io.spandrel.console.security;

import io.spandrel.console.http.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A token bucket per client address: so many requests a second, and a burst after a pause. Thread-safe. */
final class RequestRates {

    private static final class Bucket {
        private double tokens;
        private Instant filledAt;

        Bucket(double tokens, Instant filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }

        boolean take(Instant now, double perSecond, double tokensMax) {
            double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
            tokens = Math.min(tokensMax, tokens + seconds * perSecond);
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }

    private final Limits limits;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets;

    RequestRates(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.buckets = new BoundedMap<>(limits.clientsMax());
    }

    /** Whether the client may make another request now. */
    synchronized boolean allow(String client) {
        Instant now = clock.instant();
        return buckets.computeIfAbsent(client, unknown -> new Bucket(limits.burst(), now))
                .take(now, limits.requestsPerSecond(), limits.burst());
    }
}
