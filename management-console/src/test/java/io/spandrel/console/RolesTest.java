package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.OpenApiDocument.Operation;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, asked by everybody. A test elsewhere holds the operations of the document and the routes together. */
class RolesTest {

    /** The bodies that operations need to succeed. */
    private static final Map<String, String> BODIES = Map.of(
            "drain", "{\"confirm\":\"b\",\"redundancy\":\"KEEP\",\"timeoutSeconds\":60}",
            "clear", "{\"confirm\":\"pages\"}",
            "rebalancing", "{\"enabled\":true}",
            "change", "{\"element\":\"eviction\",\"attribute\":\"max-count\",\"value\":\"5\"}");

    /** With every operation asked by everybody, more requests than one address is allowed at once. */
    private static final TestConsole console = new TestConsole(LimitsTest.limits(1_000, 1_000, 100, 16, 64, 64));

    private static final Map<Role, Login> logins = new EnumMap<>(Role.class);
    private static final List<Operation> operations = new OpenApiDocument().operations();

    @AfterAll
    static void close() {
        console.close();
    }

    /* The stream never ends and has tests of its own; logging in and out, by session or
     * token, has its own tests too, and would end the sessions of this one. */
    static List<Operation> operations() {
        return operations.stream()
                .filter(operation -> !operation.path().equals("/api/v1/stream"))
                .filter(operation -> !operation.path().equals("/api/v1/session"))
                .filter(operation -> !operation.path().equals("/api/v1/token"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_isDoneForTheRolesThatMayAndNobodyElse(Operation operation) {
        List<String> wrong = new ArrayList<>();
        expect(operation, null, operation.role().isEmpty() ? 2 : 401, wrong);
        for (Role role : Role.values()) {
            boolean may = Role.named(operation.role()).map(role::covers).orElse(true);
            expect(operation, role, may ? 2 : 403, wrong);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void anyOtherMethodOrPath_withoutLogin_tellsNothing() {
        assertThat(console.send("GET", "/api/v1/nothing", "").statusCode()).isEqualTo(401);
        assertThat(console.send("DELETE", "/api/v1/overview", "").statusCode()).isEqualTo(401);
        assertThat(console.send("GET", "/api/v1/stream", "").statusCode()).isEqualTo(401);
        assertThat(console.send("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(401);
        assertThat(console.send("DELETE", "/api/v1/token", "").statusCode()).isEqualTo(401);
        assertThat(console.send("GET", "/api/v1/session", "").statusCode()).isEqualTo(401);
    }

    @Test
    void wrongMethod_withLogin_namesTheRightOnes() {
        HttpResponse<String> answer = login(Role.ADMIN).send("DELETE", "/api/v1/overview", "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void refusedOperation_isNotDone() {
        int before = console.grid.done.size();

        login(Role.OPERATOR).send("POST", "/api/v1/caches/pages/clear", BODIES.get("clear"));
        login(Role.VIEWER).send("POST", "/api/v1/caches/pages/evict", "");

        assertThat(console.grid.done).hasSize(before);
    }

    /** @param status the status, or its first digit */
    private static void expect(Operation operation, Role role, int status, List<String> wrong) {
        String path = operation
                        .path()
                        .replace("{name}", "pages")
                        .replace("{member}", "b")
                        .replace("{id}", FakeGrid.KEY_ID)
                + operation.query();
        String body =
                BODIES.getOrDefault(operation.description().path("operationId").asText(), "");
        HttpRequest.Builder request = role == null
                ? console.request(operation.method(), path, body)
                : login(role).request(operation.method(), path, body);
        int got = console.send(request).statusCode();
        if (got != status && got / 100 != status) {
            wrong.add(Optional.ofNullable(role).map(Role::label).orElse("anonymous") + ": " + got + " instead of "
                    + status);
        }
    }

    private static Login login(Role role) {
        return logins.computeIfAbsent(role, console::logIn);
    }
}
