package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.console.security.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final TestConsole console = new TestConsole();

    @AfterAll
    static void close() {
        console.close();
    }

    @Test
    void logIn_rightPassword_answersRolesAndSetsAGuardedCookie() {
        HttpResponse<String> answer = console.logIn("operator", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode session = json(answer);
        assertThat(session.path("user").asText()).isEqualTo("operator");
        assertThat(session.path("roles").toString()).isEqualTo("[\"viewer\",\"operator\"]");
        assertThat(session.path("csrfToken").asText()).hasSizeGreaterThan(40);
        assertThat(session.path("expiresAt").asText()).isEqualTo("2026-01-01T00:15:00Z");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("SPANDREL_SESSION=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void members_withSession_showsWhatEachMemberSays() {
        JsonNode members = json(console.logIn(Role.VIEWER).get("/api/v1/members"));

        assertThat(members.path("coordinator").asText()).isEqualTo("a");
        assertThat(members.path("members")).hasSize(3);
        assertThat(members.at("/members/1/report/threads").asInt()).isEqualTo(40);
    }

    @Test
    void basic_rightPassword_isLetIn() {
        HttpResponse<String> answer = console.send(console.request("GET", "/api/v1/overview", "")
                .header("Authorization", TestConsole.basic("viewer", PASSWORD)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void basic_wrongPassword_isToldAsProblemWithChallenge() {
        HttpResponse<String> answer = console.send(console.request("GET", "/api/v1/overview", "")
                .header("Authorization", TestConsole.basic("viewer", "wrong")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(1);
        assertThat(json(answer).path("status").asInt()).isEqualTo(401);
    }
}
