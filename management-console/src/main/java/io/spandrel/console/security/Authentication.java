package io.spandrel.console.security;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who makes a request: by the page's session cookie, else by a bearer token of the console's own or of others, else by
 * HTTP's basic authentication. Runs on a worker thread.
 */
public final class Authentication {

    private static final String BASIC = "basic ";
    private static final HttpString REQUESTED_WITH = new HttpString("X-Requested-With");
    private static final HttpString FETCH_MODE = new HttpString("Sec-Fetch-Mode");

    private final Sessions sessions;
    private final LoginDesk desk;
    private final Optional<ForeignTokens> foreign;
    private final InstantSource clock;
    private final BasicLogin basic;

    public Authentication(Sessions sessions, LoginDesk desk, Optional<ForeignTokens> foreign, InstantSource clock) {
        this.sessions = sessions;
        this.desk = desk;
        this.foreign = foreign;
        this.clock = clock;
        this.basic = new BasicLogin(desk.accounts());
    }

    /**
     * Goes on to {@code inside} with the {@link Caller} attached, or sends the refusal.
     *
     * @throws HttpProblem 401, 403 or 429
     */
    public void enter(HttpServerExchange exchange, HttpHandler inside) throws Exception {
        Optional<Caller> bySession = bySession(exchange);
        if (bySession.isPresent()) {
            goOn(exchange, bySession.get(), inside);
            return;
        }
        @Nullable String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        @Nullable String token = BearerToken.of(authorization);
        if (token != null) {
            goOn(exchange, byToken(exchange, token), inside);
            return;
        }
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            challenge(exchange);
            throw HttpProblem.unauthorized("Log in first");
        }
        byBasic(exchange, userOf(authorization), inside);
    }

    /** The session of the request's cookie, if it runs and its user still has a role. */
    Optional<Caller> bySession(HttpServerExchange exchange) {
        return caller(sessions.use(SessionCookie.read(exchange), Session.Carrier.COOKIE));
    }

    private Caller byToken(HttpServerExchange exchange, String token) {
        if (foreign.isPresent() && ForeignTokens.isOne(token)) {
            return byForeign(exchange, foreign.get(), token);
        }
        return caller(sessions.use(token, Session.Carrier.BEARER)).orElseThrow(() -> {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, BearerToken.challenge());
            return HttpProblem.unauthorized("The token is unknown, or over: POST /api/v1/token makes another");
        });
    }

    private Caller byForeign(HttpServerExchange exchange, ForeignTokens tokens, String token) {
        try {
            return tokens.enter(token);
        } catch (TokenRefusedException refused) {
            String reason = String.valueOf(refused.getMessage());
            desk.refusedToken();
            if (refused instanceof KeysUnavailableException) {
                throw HttpProblem.unavailable(reason);
            }
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, BearerToken.challenge(reason));
            throw HttpProblem.unauthorized(reason);
        }
    }

    private Optional<Caller> caller(Optional<Session> session) {
        if (session.isEmpty()) {
            return Optional.empty();
        }
        Optional<Role> role = desk.accounts().role(session.get().user());
        if (role.isEmpty()) {
            sessions.end(session.get().id());
        }
        return role.map(has -> new Caller(session.get().user(), has, session.get(), null));
    }

    private static void goOn(HttpServerExchange exchange, Caller caller, HttpHandler inside) throws Exception {
        caller.attachTo(exchange);
        inside.handleRequest(exchange);
    }

    /** Whether a caller of before would still be let in: its session runs, its user has a role, its token has not expired. */
    public boolean stillIn(Caller caller) {
        if (caller.until() != null) {
            return clock.instant().isBefore(caller.until());
        }
        return (caller.session() == null || sessions.runs(caller.session()))
                && desk.accounts().role(caller.user()).isPresent();
    }

    private void byBasic(HttpServerExchange exchange, String user, HttpHandler inside) throws Exception {
        desk.admit(exchange, user);
        exchange.addDefaultResponseListener(ended -> refuse(ended, user));
        basic.before(known -> {
                    desk.succeeded(known, user);
                    new Caller(user, desk.role(user), null, null).attachTo(known);
                    inside.handleRequest(known);
                })
                .handleRequest(exchange);
    }

    /* Elytron ends a refused exchange with a status alone; here it gets its body. */
    private boolean refuse(HttpServerExchange exchange, String user) {
        if (exchange.getStatusCode() != 401 || !exchange.isResponseChannelAvailable()) {
            return false;
        }
        desk.failed(exchange, user);
        exchange.getResponseHeaders().remove(Headers.WWW_AUTHENTICATE);
        challenge(exchange);
        try {
            Answer.problem(HttpProblem.unauthorized("The name or the password is wrong"))
                    .send(exchange);
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("a refusal could not be sent", e);
        }
    }

    /* A browser would answer the challenge with a login window of its own, in the way of the page's. */
    private static void challenge(HttpServerExchange exchange) {
        if (!exchange.getRequestHeaders().contains(REQUESTED_WITH)
                && !exchange.getRequestHeaders().contains(FETCH_MODE)) {
            exchange.getResponseHeaders()
                    .put(Headers.WWW_AUTHENTICATE, "Basic realm=\"" + Accounts.REALM + "\", charset=\"UTF-8\"");
        }
    }

    private static String userOf(String authorization) {
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("The Authorization header is malformed");
        }
    }
}
