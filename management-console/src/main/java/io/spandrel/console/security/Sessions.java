package io.spandrel.console.security;

import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this member's console. Each ends after {@code idle} without a request, after {@code max} in any case,
 * at logout, and with the member. Thread-safe.
 */
public final class Sessions {

    /*
     * A login always makes a new id (no fixation), of 256 random bits (no guessing). All calls share one lock: each is
     * a few steps on a map of at most `sessionsMax`, and only a login looks at all of them.
     */
    private static final int SECRET_BYTES = 32;

    private final Duration idle;
    private final Duration max;
    private final Limits limits;
    private final Refusals refusals;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new HashMap<>();

    public Sessions(Duration idle, Duration max, Limits limits, Refusals refusals, InstantSource clock) {
        this.idle = idle;
        this.max = max;
        this.limits = limits;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** A new session; ends the user's least used one, or the least used of all, where there would be too many. */
    synchronized Session create(String user, Session.Carrier carrier) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> isOver(session, now));
        makeRoom(session -> session.user().equals(user), limits.sessionsPerUserMax());
        makeRoom(session -> true, limits.sessionsMax());
        Session session = new Session(secret(), carrier, user, secret(), now);
        sessions.put(session.id(), session);
        return session;
    }

    /** The session with that id, used now; empty if there is none, it is over, or it is carried in another way. */
    synchronized Optional<Session> use(@Nullable String id, Session.Carrier carrier) {
        Instant now = clock.instant();
        @Nullable Session session = sessions.get(id);
        if (session == null || session.carrier() != carrier) {
            return Optional.empty();
        }
        if (isOver(session, now)) {
            sessions.remove(session.id());
            return Optional.empty();
        }
        session.use(now);
        return Optional.of(session);
    }

    synchronized void end(@Nullable String id) {
        sessions.remove(id);
    }

    /** Whether the session still runs; does not count as a use of it. */
    public synchronized boolean runs(Session session) {
        return sessions.get(session.id()) == session && !isOver(session, clock.instant());
    }

    /** When it ends unless it is used again. */
    Instant expiresAt(Session session) {
        Instant idleEnd = session.usedAt().plus(idle);
        Instant maxEnd = session.createdAt().plus(max);
        return idleEnd.isBefore(maxEnd) ? idleEnd : maxEnd;
    }

    /** Those that run. */
    synchronized int size() {
        Instant now = clock.instant();
        return (int) sessions.values().stream()
                .filter(session -> !isOver(session, now))
                .count();
    }

    private boolean isOver(Session session, Instant now) {
        return !now.isBefore(expiresAt(session));
    }

    private void makeRoom(Predicate<Session> among, int atMost) {
        while (sessions.values().stream().filter(among).count() >= atMost) {
            sessions.values().stream()
                    .filter(among)
                    .min(Comparator.comparing(Session::usedAt))
                    .ifPresent(session -> sessions.remove(session.id()));
            refusals.count(Refusals.Reason.SESSIONS);
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
