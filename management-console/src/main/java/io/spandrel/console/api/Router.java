package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.BodyReader;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.spandrel.console.http.Target;
import io.spandrel.console.security.Audit;
import io.spandrel.console.security.Authentication;
import io.spandrel.console.security.Caller;
import io.spandrel.console.security.Gate;
import io.spandrel.console.security.Role;
import io.spandrel.console.security.SecurityHeaders;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Carries a request to its endpoint: headers, rate, host and the body's arrival on the IO thread; then, on a worker thread, origin,
 * login, route, role, token and what the body is, in this order. Who is not logged in learns nothing of what exists.
 */
public final class Router implements HttpHandler {

    private static final Logger LOG = Logger.getLogger("io.spandrel.console");
    private static final byte[] NO_BODY = new byte[0];

    private final RouteTable routes;
    private final PageFiles page;
    private final Gate gate;
    private final Authentication authentication;
    private final BodyReader bodies;
    private final Audit audit;

    public Router(
            Endpoints endpoints,
            PageFiles page,
            Gate gate,
            Authentication authentication,
            BodyReader bodies,
            Audit audit) {
        this.routes = new RouteTable(endpoints.routes());
        this.page = page;
        this.gate = gate;
        this.authentication = authentication;
        this.bodies = bodies;
        this.audit = audit;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        SecurityHeaders.set(exchange);
        guarded(exchange, admitted -> {
            gate.admit(admitted);
            Target target = Target.of(admitted);
            HttpHandler next = routes.owns(target.segments())
                    ? working -> resource(working, target)
                    : working -> page.answer(working, target.segments()).send(working);
            bodies.receive(
                    admitted, arrived -> arrived.dispatch((HttpHandler) dispatched -> guarded(dispatched, next)));
        });
    }

    private void resource(HttpServerExchange exchange, Target target) throws Exception {
        gate.checkOrigin(exchange);
        if (isOpen(exchange, target)) {
            answer(exchange, find(exchange, target), target);
            return;
        }
        authentication.enter(
                exchange,
                known -> guarded(known, entered -> {
                    RouteTable.Match match = find(entered, target);
                    Caller caller = Caller.of(entered);
                    audited(entered, match, target, () -> {
                        gate.checkRole(caller, match.route().least().orElse(Role.VIEWER));
                        gate.checkToken(entered, caller);
                        answer(entered, match, target);
                    });
                }));
    }

    private boolean isOpen(HttpServerExchange exchange, Target target) {
        try {
            return find(exchange, target).route().least().isEmpty();
        } catch (HttpProblem notFound) {
            return false;
        }
    }

    private RouteTable.Match find(HttpServerExchange exchange, Target target) {
        return routes.find(exchange.getRequestMethod().toString(), target.segments());
    }

    private void answer(HttpServerExchange exchange, RouteTable.Match match, Target target) throws Exception {
        byte[] body =
                match.route().hasBody() ? bodies.read(exchange, match.route().types()) : NO_BODY;
        Request request = new Request(match.parameters(), target.query(), body);
        match.route().endpoint().answer(exchange, request).send(exchange);
    }

    private interface Step {
        void run() throws Exception;
    }

    private void audited(HttpServerExchange exchange, RouteTable.Match match, Target target, Step step)
            throws Exception {
        if (!match.route().isChange(target.query())) {
            step.run();
            return;
        }
        String what = match.route().method() + " " + match.route().path();
        String subject = subject(match.parameters(), target.query());
        try {
            step.run();
            audit.log(exchange, Caller.nameOf(exchange), what, subject, "done");
        } catch (HttpProblem refused) {
            audit.log(exchange, Caller.nameOf(exchange), what, subject, refused.status() + " " + refused.getMessage());
            throw refused;
        } catch (Exception failed) {
            audit.log(exchange, Caller.nameOf(exchange), what, subject, "failed");
            throw failed;
        }
    }

    private static String subject(Map<String, String> parameters, Map<String, String> query) {
        return parameters.getOrDefault("name", query.getOrDefault("cache", "grid"));
    }

    /* Whatever goes wrong is told as a problem; what nobody foresaw is logged, and told without its reason. */
    private static void guarded(HttpServerExchange exchange, HttpHandler handler) {
        try {
            handler.handleRequest(exchange);
        } catch (HttpProblem problem) {
            send(exchange, problem);
        } catch (Exception e) {
            LOG.errorf(e, "%s %s failed", exchange.getRequestMethod(), exchange.getRequestURI());
            send(exchange, HttpProblem.internal());
        }
    }

    private static void send(HttpServerExchange exchange, HttpProblem problem) {
        if (exchange.isResponseStarted()) {
            exchange.endExchange();
            return;
        }
        try {
            Answer.problem(problem).send(exchange);
        } catch (Exception e) {
            LOG.debugf(e, "a problem could not be sent");
            exchange.endExchange();
        }
    }
}
