package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bearer tokens, made by scripts that do not want to send the password each time. */
class TokenTest {

    private final TestConsole console = new TestConsole();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void token_made_logsInWithItsRolesAndNeedsNoCsrfToken() {
        HttpResponse<String> made = make("operator", PASSWORD);

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("Set-Cookie")).isEmpty();
        JsonNode view = json(made);
        assertThat(view.path("user").asText()).isEqualTo("operator");
        assertThat(view.path("roles").toString()).isEqualTo("[\"viewer\",\"operator\"]");
        assertThat(view.path("expiresAt").asText()).isEqualTo("2026-01-01T00:15:00Z");
        String token = view.path("token").asText();
        assertThat(token).hasSizeGreaterThan(40);
        assertThat(send("GET", "/api/v1/overview", token).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/api/v1/caches/cache/evict", token).statusCode())
                .isNotIn(401, 403);
        assertThat(send("POST", "/api/v1/caches/cache/clear", token).statusCode())
                .isEqualTo(403);
    }

    @Test
    void token_wrongPassword_isRefusedAndCostsAPauseLikeALogin() {
        for (int i = 0; i < 5; i++) {
            assertThat(make("viewer", "guess").statusCode()).isEqualTo(401);
        }

        assertThat(make("viewer", PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void token_unknown_isToldAsInvalid() {
        HttpResponse<String> answer = send("GET", "/api/v1/overview", "guessed");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"Spandrel\", error=\"invalid_token\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void token_unusedForLong_isOver() {
        String token = token("viewer");

        console.clock.advance(Duration.ofMinutes(15));

        assertThat(send("GET", "/api/v1/overview", token).statusCode()).isEqualTo(401);
    }

    @Test
    void token_ended_isOverAtOnce() {
        String token = token("viewer");

        assertThat(send("DELETE", "/api/v1/token", token).statusCode()).isEqualTo(204);

        assertThat(send("GET", "/api/v1/overview", token).statusCode()).isEqualTo(401);
    }

    @Test
    void token_endedByARequestWithoutOne_isABadRequest() {
        assertThat(console.logIn(Role.VIEWER)
                        .send("DELETE", "/api/v1/token", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void token_asCookie_andCookieAsToken_areRefused() {
        String token = token("viewer");
        Login login = console.logIn(Role.VIEWER);
        String cookieValue = login.cookie().substring(login.cookie().indexOf('=') + 1);

        assertThat(console.send(console.request("GET", "/api/v1/overview", "")
                                .header("Cookie", "SPANDREL_SESSION=" + token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/api/v1/overview", cookieValue).statusCode()).isEqualTo(401);
    }

    @Test
    void token_madeByAnotherSite_isRefused() {
        HttpResponse<String> answer =
                console.send(console.request("POST", "/api/v1/token", credentials("viewer", PASSWORD))
                        .header("Origin", "https://elsewhere.example"));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private String token(String user) {
        return json(make(user, PASSWORD)).path("token").asText();
    }

    private HttpResponse<String> make(String user, String password) {
        return console.send("POST", "/api/v1/token", credentials(user, password));
    }

    private HttpResponse<String> send(String method, String path, String token) {
        return console.send(console.request(method, path, "").header("Authorization", "Bearer " + token));
    }

    private static String credentials(String user, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
    }
}
