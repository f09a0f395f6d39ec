package io.spandrel.console.http;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each bound or rule turned a client away. Thread-safe. */
public final class Refusals {

    /** Why a client was turned away. */
    public enum Reason {
        /** A client made requests faster than it may. */
        RATE,
        /** Wrong name or password. */
        LOGIN_FAILED,
        /** A login came during the pause after failed ones. */
        LOGIN_PAUSED,
        /** A bearer token of others is not accepted. */
        TOKEN,
        /** The role does not allow it. */
        ROLE,
        /** The Host header does not name this machine. */
        HOST,
        /** The request was sent by a page of another origin. */
        ORIGIN,
        /** The session's CSRF token is missing or wrong. */
        CSRF,
        /** The body is too large. */
        BODY,
        /** The body took too long to arrive. */
        SLOW_BODY,
        /** A session ended because there were too many. */
        SESSIONS,
        /** There are too many event streams already. */
        STREAMS,
        /** An event stream was cut because its client did not keep up. */
        SLOW_STREAM;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Reason, LongAdder> counters = new EnumMap<>(Reason.class);

    public Refusals() {
        for (Reason reason : Reason.values()) {
            counters.put(reason, new LongAdder());
        }
    }

    public void count(Reason reason) {
        counter(reason).increment();
    }

    public long of(Reason reason) {
        return counter(reason).sum();
    }

    /* Every reason has a counter from the start; the map is never changed again. */
    private LongAdder counter(Reason reason) {
        return Objects.requireNonNull(counters.get(reason));
    }
}
