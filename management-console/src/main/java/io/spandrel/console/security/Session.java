package io.spandrel.console.security;

import java.time.Instant;

/**
 * One login, of the page or of a script. What is secret of it, its id and its CSRF token, never appears in
 * {@link #toString()}.
 *
 * <p>Thread-safe; {@link Sessions} alone changes it.
 */
public final class Session {

    /** How requests show that they belong to a session. */
    public enum Carrier {
        /** By the page's cookie, which a browser sends unasked: changes need the CSRF token besides. */
        COOKIE,
        /** By the header {@code Authorization: Bearer}, which only its holder can send. */
        BEARER
    }

    private final String id;
    private final Carrier carrier;
    private final String user;
    private final String csrfToken;
    private final Instant createdAt;
    private volatile Instant usedAt;

    Session(String id, Carrier carrier, String user, String csrfToken, Instant createdAt) {
        this.id = id;
        this.carrier = carrier;
        this.user = user;
        this.csrfToken = csrfToken;
        this.createdAt = createdAt;
        this.usedAt = createdAt;
    }

    String id() {
        return id;
    }

    public Carrier carrier() {
        return carrier;
    }

    public String user() {
        return user;
    }

    public String csrfToken() {
        return csrfToken;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant usedAt() {
        return usedAt;
    }

    void use(Instant now) {
        usedAt = now;
    }

    @Override
    public String toString() {
        return "Session[" + user + " since " + createdAt + "]";
    }
}
