package io.spandrel.console.security;

import io.undertow.server.HttpServerExchange;
import org.jboss.logging.Logger;

/**
 * Who did what, on what, and how it went, one line each, to the log category {@code io.spandrel.console.audit}. Holds no
 * password, id of a session, key or value.
 */
public final class Audit {

    private static final Logger LOG = Logger.getLogger("io.spandrel.console.audit");

    private Audit() {}

    /**
     * @param what the operation
     * @param target what it acted on
     * @param outcome how it went
     */
    public static void log(HttpServerExchange exchange, String who, String what, String target, String outcome) {
        LOG.infof(
                "user=%s from=%s did=%s on=%s outcome=%s",
                quoted(who), ClientAddress.of(exchange), quoted(what), quoted(target), quoted(outcome));
    }

    /** In quotes, and on one line: what a client sends must not look like a line or a field of ours. */
    static String quoted(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?").replace('"', '\'');
        return '"' + (line.length() <= 200 ? line : line.substring(0, 200) + "...") + '"';
    }
}
