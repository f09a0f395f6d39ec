package io.spandrel.console.security;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.undertow.server.HttpServerExchange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Logins of the page and of scripts: sessions and tokens are made, looked at, and ended. */
public final class LoginEndpoint {

    record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    record SessionView(String user, List<String> roles, String csrfToken, Instant expiresAt) {}

    record TokenView(String token, String user, List<String> roles, Instant expiresAt) {

        @Override
        public String toString() {
            return "TokenView[" + user + " until " + expiresAt + "]";
        }
    }

    private final LoginDesk desk;
    private final Sessions sessions;
    private final Authentication authentication;

    public LoginEndpoint(LoginDesk desk, Sessions sessions, Authentication authentication) {
        this.desk = desk;
        this.sessions = sessions;
        this.authentication = authentication;
    }

    /** Logs in; a session that the request already had ends. */
    public Answer logIn(HttpServerExchange exchange, Request request) {
        Credentials given = request.body(Credentials.class);
        Role role = check(exchange, given);
        sessions.end(SessionCookie.read(exchange));
        Session session = sessions.create(given.username(), Session.Carrier.COOKIE);
        SessionCookie.write(exchange, session.id());
        return Answer.json(view(session, role));
    }

    public Answer show(HttpServerExchange exchange, Request request) {
        Optional<Caller> caller = authentication.bySession(exchange);
        if (caller.isEmpty() || caller.get().session() == null) {
            throw HttpProblem.unauthorized("There is no session");
        }
        return Answer.json(view(caller.get().session(), caller.get().role()));
    }

    public Answer logOut(HttpServerExchange exchange, Request request) {
        sessions.end(SessionCookie.read(exchange));
        SessionCookie.remove(exchange);
        return Answer.noContent();
    }

    /** Makes a token, with which a script logs in without sending the password each time. */
    public Answer makeToken(HttpServerExchange exchange, Request request) {
        Credentials given = request.body(Credentials.class);
        Role role = check(exchange, given);
        Session session = sessions.create(given.username(), Session.Carrier.BEARER);
        return Answer.json(new TokenView(session.id(), session.user(), labels(role), sessions.expiresAt(session)));
    }

    /** Ends the token that the request itself carries. */
    public Answer endToken(HttpServerExchange exchange, Request request) {
        Session session = Caller.of(exchange).session();
        if (session == null || session.carrier() != Session.Carrier.BEARER) {
            throw HttpProblem.badRequest("The request carries no token: send it as Authorization: Bearer");
        }
        sessions.end(session.id());
        return Answer.noContent();
    }

    /** Sessions and tokens that run. */
    public int sessions() {
        return sessions.size();
    }

    private Role check(HttpServerExchange exchange, Credentials given) {
        return desk.logIn(exchange, given.username(), given.password().toCharArray());
    }

    private static List<String> labels(Role role) {
        return role.implied().stream().map(Role::label).toList();
    }

    private SessionView view(Session session, Role role) {
        return new SessionView(session.user(), labels(role), session.csrfToken(), sessions.expiresAt(session));
    }
}
