package io.spandrel.console.security;

import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks that need nothing but the request itself and who sent it. Each throws an {@link HttpProblem} and counts.
 * Thread-safe; none blocks.
 */
public final class Gate {

    /*
     * Host: while bound to loopback, the console answers only to names of this machine. A page of another site whose
     * name is made to resolve to 127.0.0.1 (DNS rebinding) still sends its own name. Elsewhere the certificate does
     * that job.
     *
     * Origin: browsers say which site made a request. What another site made is refused even before anyone asks who is
     * logged in; a session's changing requests need its CSRF token besides. Scripts send none of these headers.
     */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");
    private static final HttpString ORIGIN = new HttpString("Origin");
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final HttpString CSRF_TOKEN = new HttpString("X-CSRF-Token");

    private final boolean loopback;
    private final RequestRates rates;
    private final Refusals refusals;

    public Gate(boolean loopback, Limits limits, Refusals refusals, InstantSource clock) {
        this.loopback = loopback;
        this.rates = new RequestRates(limits, clock);
        this.refusals = refusals;
    }

    /** @throws HttpProblem 429 if the client makes too many requests, 421 if it does not mean this machine, or two of them */
    public void admit(HttpServerExchange exchange) {
        if (!rates.allow(ClientAddress.of(exchange))) {
            refusals.count(Refusals.Reason.RATE);
            throw HttpProblem.tooMany("Too many requests from this address", 1);
        }
        @Nullable HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
        if (hosts == null
                || hosts.size() != 1
                || (loopback && !THIS_MACHINE.matcher(hosts.getFirst()).matches())) {
            refusals.count(Refusals.Reason.HOST);
            throw HttpProblem.misdirected("The console answers to localhost and loopback addresses only");
        }
    }

    /** @throws HttpProblem 403 if a page of another origin made the request */
    public void checkOrigin(HttpServerExchange exchange) {
        @Nullable String site = exchange.getRequestHeaders().getFirst(FETCH_SITE);
        @Nullable String origin = exchange.getRequestHeaders().getFirst(ORIGIN);
        String own = exchange.getRequestScheme() + "://"
                + exchange.getRequestHeaders().getFirst(Headers.HOST);
        if ((site != null && !OWN_SITE.contains(site)) || (origin != null && !origin.equalsIgnoreCase(own))) {
            refusals.count(Refusals.Reason.ORIGIN);
            throw HttpProblem.forbidden("Requests of other sites are refused");
        }
    }

    /** @throws HttpProblem 403 if the caller's role does not reach {@code least} */
    public void checkRole(Caller caller, Role least) {
        if (!caller.role().covers(least)) {
            refusals.count(Refusals.Reason.ROLE);
            throw HttpProblem.forbidden("This needs the role " + least.label());
        }
    }

    /** @throws HttpProblem 403 if the changing request of a session carried by cookie lacks its CSRF token */
    public void checkToken(HttpServerExchange exchange, Caller caller) {
        if (caller.session() == null
                || caller.session().carrier() == Session.Carrier.BEARER
                || HARMLESS.contains(exchange.getRequestMethod().toString())) {
            return;
        }
        @Nullable String token = exchange.getRequestHeaders().getFirst(CSRF_TOKEN);
        if (token == null || !equal(token, caller.session().csrfToken())) {
            refusals.count(Refusals.Reason.CSRF);
            throw HttpProblem.forbidden("The header X-CSRF-Token is missing or not this session's");
        }
    }

    /* In a time that does not tell how much of it was right. */
    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
