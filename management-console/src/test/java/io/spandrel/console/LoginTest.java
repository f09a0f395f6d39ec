package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static io.spandrel.console.TestConsole.basic;
import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {

    private final TestConsole console = new TestConsole();

    @AfterEach
    void close() {
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
    void logIn_wrongPasswordOrUnknownName_areToldAlike() {
        HttpResponse<String> wrong = console.logIn("operator", "wrong");
        HttpResponse<String> unknown = console.logIn("nobody", PASSWORD);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void logIn_again_makesANewSessionAndEndsTheOld() {
        Login first = console.logIn(Role.VIEWER);

        HttpResponse<String> again = console.send(
                first.request("POST", "/api/v1/session", "{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}"));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Set-Cookie").orElseThrow()).doesNotStartWith(first.cookie());
        assertThat(first.get("/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void logIn_withAnIdOfOnesOwnChoice_isNotGivenThatId() {
        HttpResponse<String> answer = console.send(console.request(
                        "POST", "/api/v1/session", "{\"username\":\"viewer\",\"password\":\"" + PASSWORD + "\"}")
                .header("Cookie", "SPANDREL_SESSION=planted"));

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("planted");
        assertThat(console.send(console.request("GET", "/api/v1/session", "")
                                .header("Cookie", "SPANDREL_SESSION=planted"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void session_shown_isTheSameAndIsUsed() {
        Login login = console.logIn(Role.ADMIN);
        console.clock.advance(Duration.ofMinutes(10));

        JsonNode session = json(login.get("/api/v1/session"));

        assertThat(session.path("csrfToken").asText()).isEqualTo(login.csrfToken());
        assertThat(session.path("expiresAt").asText()).isEqualTo("2026-01-01T00:25:00Z");
    }

    @Test
    void session_unusedForLong_isOver() {
        Login login = console.logIn(Role.VIEWER);

        console.clock.advance(Duration.ofMinutes(15));

        assertThat(login.get("/api/v1/overview").statusCode()).isEqualTo(401);
    }

    @Test
    void session_usedAllTheTime_isOverAfterItsMaximum() {
        Login login = console.logIn(Role.VIEWER);

        for (int tenMinutes = 1; tenMinutes < 48; tenMinutes++) {
            console.clock.advance(Duration.ofMinutes(10));
            assertThat(login.get("/api/v1/overview").statusCode()).isEqualTo(200);
        }
        console.clock.advance(Duration.ofMinutes(10));

        assertThat(login.get("/api/v1/overview").statusCode()).isEqualTo(401);
    }

    @Test
    void logOut_endsTheSessionAndTakesTheCookieBack() {
        Login login = console.logIn(Role.VIEWER);

        HttpResponse<String> answer = login.send("DELETE", "/api/v1/session", "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(login.get("/api/v1/overview").statusCode()).isEqualTo(401);
    }

    @Test
    void logIn_afterManyFailures_isPausedLongerEachTimeEvenWithTheRightPassword() {
        for (int i = 0; i < 5; i++) {
            assertThat(console.logIn("viewer", "guess").statusCode()).isEqualTo(401);
        }

        HttpResponse<String> paused = console.logIn("viewer", PASSWORD);
        assertThat(paused.statusCode()).isEqualTo(429);
        assertThat(paused.headers().firstValue("Retry-After")).contains("2");

        console.clock.advance(Duration.ofSeconds(1));
        assertThat(console.logIn("viewer", "guess").statusCode()).isEqualTo(401);
        console.clock.advance(Duration.ofSeconds(1));
        assertThat(console.logIn("viewer", PASSWORD).statusCode()).isEqualTo(429);
        console.clock.advance(Duration.ofSeconds(1));
        assertThat(console.logIn("viewer", PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void basic_afterManyFailures_isPausedToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(withBasic("viewer", "guess").statusCode()).isEqualTo(401);
        }

        assertThat(withBasic("viewer", PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void basic_rightPassword_isLetInWithoutASession() {
        HttpResponse<String> answer = withBasic("viewer", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void basic_wrongPassword_isToldAsProblemWithChallenge() {
        HttpResponse<String> answer = withBasic("viewer", "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Basic realm=\"Spandrel\", charset=\"UTF-8\"");
        assertThat(json(answer).path("status").asInt()).isEqualTo(401);
    }

    @Test
    void basic_malformed_isRefused() {
        assertThat(withAuthorization("Basic %%%").statusCode()).isEqualTo(400);
        assertThat(withAuthorization("Basic").statusCode()).isEqualTo(401);
        assertThat(withAuthorization("Basic bm9jb2xvbg==").statusCode()).isEqualTo(401);
        assertThat(withAuthorization("Bearer token").statusCode()).isEqualTo(401);
    }

    @Test
    void challenge_toAPage_isNotSent() {
        HttpResponse<String> page = console.send(
                console.request("GET", "/api/v1/overview", "").header("X-Requested-With", "spandrel-console"));
        HttpResponse<String> wrong = console.send(console.request("GET", "/api/v1/overview", "")
                .header("X-Requested-With", "spandrel-console")
                .header("Authorization", basic("viewer", "wrong")));
        HttpResponse<String> stream =
                console.send(console.request("GET", "/api/v1/stream", "").header("Sec-Fetch-Mode", "cors"));
        HttpResponse<String> script = console.send("GET", "/api/v1/overview", "");

        assertThat(page.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(stream.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(script.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    private HttpResponse<String> withBasic(String user, String password) {
        return withAuthorization(basic(user, password));
    }

    private HttpResponse<String> withAuthorization(String authorization) {
        return console.send(console.request("GET", "/api/v1/overview", "").header("Authorization", authorization));
    }
}
