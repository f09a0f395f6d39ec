package io.spandrel.console.security;

import io.spandrel.console.http.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing passwords slow. After a few failed logins of an address, or for a name, each further failure costs a
 * pause, twice as long each time; a success or ten quiet minutes forgive. Thread-safe.
 *
 * <p>Names pause too, so that many addresses together are no faster. The price is that a stranger can make a user wait,
 * at most as long as the longest pause.
 */
final class LoginPauses {

    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

    private record Failures(int count, Instant last, Instant pausedUntil) {}

    private final int free;
    private final Duration pauseMax;
    private final InstantSource clock;
    private final Map<String, Failures> failures;

    LoginPauses(Limits limits, InstantSource clock) {
        this.free = limits.loginFailuresFree();
        this.pauseMax = limits.loginPauseMax();
        this.clock = clock;
        this.failures = new BoundedMap<>(limits.clientsMax());
    }

    /** How long the next login must wait; zero if it may come now. */
    synchronized Duration pause(String address, String user) {
        Instant now = clock.instant();
        Duration longest = Duration.ZERO;
        for (String key : keys(address, user)) {
            @Nullable Failures failed = failures.get(key);
            if (failed != null && failed.pausedUntil().isAfter(now)) {
                Duration left = Duration.between(now, failed.pausedUntil());
                longest = left.compareTo(longest) > 0 ? left : longest;
            }
        }
        return longest;
    }

    synchronized void failed(String address, String user) {
        Instant now = clock.instant();
        for (String key : keys(address, user)) {
            @Nullable Failures before = failures.get(key);
            int count = before == null || before.last().plus(FORGIVEN_AFTER).isBefore(now) ? 1 : before.count() + 1;
            failures.put(key, new Failures(count, now, now.plus(pauseAfter(count, free, pauseMax))));
        }
    }

    synchronized void succeeded(String address, String user) {
        failures.keySet().removeAll(keys(address, user));
    }

    /** The pause after the {@code count}-th failure in a row. */
    static Duration pauseAfter(int count, int free, Duration pauseMax) {
        if (count < free) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(count - free, 30));
        return pause.compareTo(pauseMax) < 0 ? pause : pauseMax;
    }

    private static List<String> keys(String address, String user) {
        return List.of("address " + address, "user " + user);
    }
}
