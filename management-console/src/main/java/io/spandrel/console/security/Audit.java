package io.spandrel.console.security;

import io.undertow.server.HttpServerExchange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Who did what, on what, and how it went: one line each to the log category {@code io.spandrel.console.audit}, and the last
 * of them kept to be shown. Holds no password, id of a session, key or value. Thread-safe.
 */
public final class Audit {

    /*
     * Logins are kept apart: whoever tries passwords makes many of them, and must not thereby push out what was done.
     */
    private static final Logger LOG = Logger.getLogger("io.spandrel.console.audit");
    private static final String LOGIN = "login";
    private static final int LENGTH_MAX = 200;

    private final int max;
    private final InstantSource clock;
    private final ArrayDeque<Entry> logins = new ArrayDeque<>();
    private final ArrayDeque<Entry> deeds = new ArrayDeque<>();
    private long sequence;

    /** @param max logins kept, and as many of everything else; 1 or more */
    public Audit(int max, InstantSource clock) {
        this.max = max;
        this.clock = clock;
    }

    /**
     * One line of it.
     *
     * @param sequence number of the line since the console started
     * @param at when it was done
     * @param user who did it; {@code anonymous} if nobody had logged in
     * @param from the client's address
     * @param did the operation
     * @param on what it acted on
     * @param outcome how it went
     */
    public record Entry(long sequence, Instant at, String user, String from, String did, String on, String outcome) {}

    /**
     * @param what the operation
     * @param target what it acted on
     * @param outcome how it went
     */
    public void log(HttpServerExchange exchange, String who, String what, String target, String outcome) {
        record(who, ClientAddress.of(exchange), what, target, outcome);
    }

    /** Something that this member's console did by itself. */
    public void ofMember(String what, String target, String outcome) {
        record("this member", "-", what, target, outcome);
    }

    /** Somebody logged in, or tried to. */
    void login(HttpServerExchange exchange, String who, String target, String outcome) {
        log(exchange, who, LOGIN, target, outcome);
    }

    void record(String who, String from, String what, String target, String outcome) {
        String user = line(who);
        String did = line(what);
        String on = line(target);
        String how = line(outcome);
        LOG.infof("user=\"%s\" from=%s did=\"%s\" on=\"%s\" outcome=\"%s\"", user, from, did, on, how);
        synchronized (this) {
            ArrayDeque<Entry> kept = what.equals(LOGIN) ? logins : deeds;
            if (kept.size() == max) {
                kept.removeFirst();
            }
            kept.addLast(new Entry(++sequence, clock.instant(), user, from, did, on, how));
        }
    }

    /** What is kept, oldest first. */
    public synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(deeds);
        entries.addAll(logins);
        entries.sort(Comparator.comparingLong(Entry::sequence));
        return entries;
    }

    /* What a client sends must not look like a line or a field of ours. */
    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?").replace('"', '\'');
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "...";
    }
}
