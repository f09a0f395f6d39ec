package io.spandrel.console.security;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.undertow.server.HttpServerExchange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The page's login: a session is made, looked at, and ended. */
public final class LoginEndpoint {

    record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    record SessionView(String user, List<String> roles, String csrfToken, Instant expiresAt) {}

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
        Role role = desk.logIn(exchange, given.username(), given.password().toCharArray());
        sessions.end(SessionCookie.read(exchange));
        Session session = sessions.create(given.username());
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

    private SessionView view(Session session, Role role) {
        return new SessionView(
                session.user(),
                role.implied().stream().map(Role::label).toList(),
                session.csrfToken(),
                sessions.expiresAt(session));
    }
}
