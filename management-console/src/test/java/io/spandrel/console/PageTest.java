package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files: here of two that only tests have on their class path. */
class PageTest {

    private static final TestConsole console = new TestConsole();

    @AfterAll
    static void close() {
        console.close();
    }

    @Test
    void file_isServedToEverybodyAndAskedForAnewEachTime() {
        HttpResponse<String> answer = console.send("GET", "/probe.html", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>Probe</title>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @Test
    void file_whoseNameCarriesAHash_mayBeKeptForGood() {
        HttpResponse<String> answer = console.send("GET", "/probe-ABCD2345.js", "");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=31536000, immutable");
    }

    @Test
    void file_thatTheBrowserHas_isNotSentAgain() {
        String tag = console.send("GET", "/probe.html", "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<String> answer =
                console.send(console.request("GET", "/probe.html", "").header("If-None-Match", tag));

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"other\", %s", "*"})
    void file_namedInAnyWay_isNotSentAgain(String known) {
        String tag = console.send("GET", "/probe.html", "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(console.send(console.request("GET", "/probe.html", "").header("If-None-Match", known.formatted(tag)))
                        .statusCode())
                .isEqualTo(304);
        assertThat(console.send(console.request("GET", "/probe.html", "").header("If-None-Match", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/caches/pages/ring",
                "/cluster/ring",
                "/api/v1/configuration",
                "/config",
                "/api/v1/events",
                "/api/v1/openapi.json"
            })
    void answer_thatTheClientHas_isNotSentAgainUntilItChanges(String path) {
        Login viewer = console.logIn(Role.VIEWER);
        String tag = viewer.get(path).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                console.send(viewer.request("GET", path, "").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
        assertThat(console.send(console.request("GET", path, "").header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void ring_ownersChanged_isSentAgain() {
        Login viewer = console.logIn(Role.VIEWER);
        String tag = viewer.get("/api/v1/caches/pages/ring")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        console.grid.topologyId++;

        assertThat(console.send(viewer.request("GET", "/api/v1/caches/pages/ring", "")
                                .header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void file_forABrowserThatUnzips_isSentZipped() {
        HttpResponse<String> answer =
                console.send(console.request("GET", "/probe.html", "").header("Accept-Encoding", "gzip, br"));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void file_askedForItsHead_answersWithoutBody() {
        HttpRequest.Builder head = console.request("HEAD", "/probe.html", "");

        assertThat(console.send(head).statusCode()).isEqualTo(200);
        assertThat(console.send(head).body()).isEmpty();
        assertThat(console.send("POST", "/probe.html", "").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/absent.html", "/probe", "/probe.class", "/sub/probe.html", "/page/"})
    void file_thatIsNone_isNotFound(String path) {
        assertThat(console.send("GET", path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswer_carriesTheSecurityHeaders() {
        Login viewer = console.logIn(Role.VIEWER);
        List<HttpResponse<String>> answers = List.of(
                console.send("GET", "/probe.html", ""),
                console.send("GET", "/absent.html", ""),
                console.send("GET", "/health/live", ""),
                console.send("GET", "/api/v1/overview", ""),
                console.send(console.request("GET", "/stats", "").header("Authorization", TestConsole.basic("a", "b"))),
                viewer.get("/api/v1/overview"),
                viewer.get("/api/v1/caches/none"),
                viewer.send("POST", "/clear?cache=pages&confirm=pages", ""),
                viewer.send("DELETE", "/api/v1/session", ""));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'self'")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            if (!answer.uri().getPath().equals("/probe.html")) {
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            }
            if (answer.statusCode() >= 400) {
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
        });
    }
}
