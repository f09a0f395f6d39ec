package io.spandrel.console.security;

import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.time.InstantSource;

/** Where every login passes, from the page or from a script: pauses after failures, counts and audits them. Thread-safe. */
public final class LoginDesk {

    private final Accounts accounts;
    private final LoginPauses pauses;
    private final Refusals refusals;
    private final Audit audit;

    public LoginDesk(Accounts accounts, Limits limits, Refusals refusals, Audit audit, InstantSource clock) {
        this.accounts = accounts;
        this.pauses = new LoginPauses(limits, clock);
        this.refusals = refusals;
        this.audit = audit;
    }

    Accounts accounts() {
        return accounts;
    }

    /**
     * Checks a login from the page.
     *
     * @throws HttpProblem 401 if it is wrong, 403 if the user has no role, 429 during a pause
     */
    Role logIn(HttpServerExchange exchange, String user, char[] password) {
        admit(exchange, user);
        if (!accounts.verify(user, password)) {
            failed(exchange, user);
            throw HttpProblem.unauthorized("The name or the password is wrong");
        }
        pauses.succeeded(ClientAddress.of(exchange), user);
        Role role = role(user);
        audit.login(exchange, user, role.label(), "done");
        return role;
    }

    /** @throws HttpProblem 429 if a login by that name, or from that address, has to wait */
    void admit(HttpServerExchange exchange, String user) {
        Duration pause = pauses.pause(ClientAddress.of(exchange), user);
        if (!pause.isZero()) {
            refusals.count(Refusals.Reason.LOGIN_PAUSED);
            throw HttpProblem.tooMany("Too many failed logins", pause.toSeconds() + 1);
        }
    }

    void failed(HttpServerExchange exchange, String user) {
        pauses.failed(ClientAddress.of(exchange), user);
        refusals.count(Refusals.Reason.LOGIN_FAILED);
        /* An unknown name is not logged: people type passwords into the wrong field. */
        String who = accounts.role(user).isPresent() ? user : "unknown";
        audit.login(exchange, who, "console", "wrong name or password");
    }

    /** A token of others was not accepted. */
    void refusedToken() {
        refusals.count(Refusals.Reason.TOKEN);
    }

    void succeeded(HttpServerExchange exchange, String user) {
        pauses.succeeded(ClientAddress.of(exchange), user);
    }

    /** @throws HttpProblem 403 if the user has no role */
    Role role(String user) {
        return accounts.role(user)
                .orElseThrow(() -> HttpProblem.forbidden("The user has none of the roles viewer, operator and admin"));
    }
}
