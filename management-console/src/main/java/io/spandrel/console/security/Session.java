package io.spandrel.console.security;

import java.time.Instant;

/**
 * One login on the page. What is secret of it, its id and its CSRF token, never appears in {@link #toString()}.
 *
 * <p>Thread-safe; {@link Sessions} alone changes it.
 */
public final class Session {

    private final String id;
    private final String user;
    private final String csrfToken;
    private final Instant createdAt;
    private volatile Instant usedAt;

    Session(String id, String user, String csrfToken, Instant createdAt) {
        this.id = id;
        this.user = user;
        this.csrfToken = csrfToken;
        this.createdAt = createdAt;
        this.usedAt = createdAt;
    }

    String id() {
        return id;
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
