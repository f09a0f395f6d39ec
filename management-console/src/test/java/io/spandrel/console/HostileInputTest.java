package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

    private static final TestConsole console = new TestConsole();
    private static final Login admin = console.logIn(Role.ADMIN);

    @AfterEach
    void stillAnswersAndDidNothing() {
        assertThat(admin.get("/api/v1/overview").statusCode()).isEqualTo(200);
        assertThat(console.grid.done).isEmpty();
    }

    @AfterAll
    static void close() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/page/../index.html",
                "/index.html%00.js",
                "/index%00.html",
                "//etc/passwd",
                "/./openapi.json",
                "/io/spandrel/console/openapi.json",
                "/..%5c..%5cwindows",
                "/%c0%ae%c0%ae/etc/passwd",
                "/index.html/",
                "/.index.html",
                "/META-INF/MANIFEST.MF",
                "/%",
                "/%zz",
                "/%2",
                "/openapi.json",
                "/api/v1/../../metrics",
                "/api/v1/%2e%2e/overview",
                "/api/v1/caches/..",
                "/api/v1/caches/%2e%2e/ring",
                "/api/v1/caches/pages%00/ring",
                "/api/v1/caches/%ff",
                "/api/v1/overview;x=/../..",
                "/api/v1/overview?a=1&a=2",
                "/api/v1/events?after=%",
                "*"
            })
    void path_thatPlaysTricks_isRefused(String target) {
        String answer = RawHttp.get(console.server.address(), target, "Cookie: " + admin.cookie());

        assertThat(RawHttp.status(answer)).as(answer).isIn(400, 404);
        assertThat(answer).doesNotContain("root:");
    }

    @Test
    void path_encodedSlashInACacheName_staysInTheName() {
        HttpResponse<String> answer = admin.get("/api/v1/caches/a%2Fring");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("No cache 'a/ring'");
    }

    @Test
    void path_asWholeUri_isUnderstood() {
        String answer = RawHttp.get(
                console.server.address(), "http://localhost/api/v1/overview?x=1", "Cookie: " + admin.cookie());

        assertThat(RawHttp.status(answer)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"pages\"",
                "{",
                "{}",
                "{\"confirm\":null}",
                "{\"confirm\":7}",
                "{\"confirm\":true}",
                "{\"confirm\":[\"pages\"]}",
                "{\"confirm\":{\"confirm\":\"pages\"}}",
                "{\"confirm\":\"pages\",\"force\":true}",
                "{\"confirm\":\"pages\",\"confirm\":\"pages\"}",
                "{\"confirm\":\"pages\"} {}",
                "{\"confirm\":\"pages\"}garbage",
                "{'confirm':'pages'}",
                "{\"Confirm\":\"pages\"}",
                "\u0000\u0001\u0002",
                "<confirm>pages</confirm>"
            })
    void body_thatIsNotExactlyWhatWasAskedFor_isABadRequest(String body) {
        HttpResponse<String> answer = admin.send("POST", "/api/v1/caches/pages/clear", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("jackson")
                .doesNotContain("io.spandrel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"enabled\":\"true\"}", "{\"enabled\":1}", "{\"enabled\":null}", "{}"})
    void body_wrongTypeForASwitch_isABadRequest(String body) {
        assertThat(admin.send("PUT", "/api/v1/caches/pages/rebalancing", body).statusCode())
                .isEqualTo(400);
    }

    @Test
    void body_nestedDeeply_isABadRequest() {
        String deep = "{\"confirm\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

        assertThat(admin.send("POST", "/api/v1/caches/pages/clear", deep).statusCode())
                .isEqualTo(400);
    }

    @Test
    void body_tooLarge_isRefusedWhetherDeclaredOrNot() {
        String huge = "{\"confirm\":\"" + "x".repeat(70_000) + "\"}";

        HttpResponse<String> declared = admin.send("POST", "/api/v1/caches/pages/clear", huge);
        HttpResponse<String> chunked = console.send(admin.request("POST", "/api/v1/caches/pages/clear", huge)
                .method(
                        "POST",
                        BodyPublishers.ofByteArrays(List.of(
                                huge.substring(0, 35_000).getBytes(),
                                huge.substring(35_000).getBytes()))));

        assertThat(declared.statusCode()).as(declared.body()).isEqualTo(413);
        assertThat(chunked.statusCode()).as(chunked.body()).isEqualTo(413);
    }

    @Test
    void body_declaredHugeBeforeLogin_isRefused() {
        URI address = console.server.address();
        String answer = RawHttp.send(
                address,
                "POST /api/v1/session HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 999999999999",
                "{");

        assertThat(RawHttp.status(answer)).isEqualTo(413);
    }

    @Test
    void body_thatIsNotJsonByItsHeader_isRefused() {
        HttpRequest.Builder form = admin.request("POST", "/api/v1/caches/pages/clear", "")
                .method("POST", BodyPublishers.ofString("{\"confirm\":\"pages\"}"))
                .header("Content-Type", "text/plain");

        assertThat(console.send(form).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "PATCH", "HEAD", "BREW", "CONNECT"})
    void method_thatNobodyKnows_isNotAllowed(String method) {
        String answer = RawHttp.send(
                console.server.address(),
                method + " /api/v1/overview HTTP/1.1\nHost: localhost\nCookie: " + admin.cookie(),
                "");

        assertThat(RawHttp.status(answer)).as(answer).isIn(400, 405);
        assertThat(answer).doesNotContain(admin.cookie());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/overview HTTP/9.9\nHost: localhost",
                "GET /\u0001 HTTP/1.1\nHost: localhost",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "GET / HTTP/1.1\nHost: localhost\nContent-Length: -1",
                "GET / HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2",
                "POST /api/v1/session HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nTransfer-Encoding: identity"
            })
    void request_thatIsNotHttp_isRefusedOrCut(String head) {
        int status = RawHttp.status(RawHttp.send(console.server.address(), head, "zz\r\n"));

        assertThat(status).as(head).isIn(0, 400, 401, 403, 404, 413, 415, 421, 501, 505);
    }

    @Test
    void headers_tooManyOrTooLong_areRefused() {
        String many = "GET / HTTP/1.1\nHost: localhost" + "\nX-A: b".repeat(200);
        String large = "GET / HTTP/1.1\nHost: localhost\nX-A: " + "b".repeat(100_000);

        assertThat(RawHttp.status(RawHttp.send(console.server.address(), many, "")))
                .isIn(0, 400, 413, 431);
        assertThat(RawHttp.status(RawHttp.send(console.server.address(), large, "")))
                .isIn(0, 400, 413, 431);
    }

    @Test
    void credentials_ofTheWrongShape_areABadRequest() {
        for (String body : List.of(
                "{\"username\":\"admin\"}",
                "{\"username\":1,\"password\":2}",
                "{\"username\":\"admin\",\"password\":\"x\",\"role\":\"admin\"}",
                "[]")) {
            assertThat(console.send("POST", "/api/v1/session", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void credentials_ofStrangeCharacters_areJustWrong() {
        for (String name : List.of("", " ", "../admin", "admin\\u0000", "a=b", "😀", "x".repeat(2000))) {
            assertThat(console.logIn(name, "wrong password").statusCode())
                    .as(name)
                    .isIn(401, 429);
        }
    }
}
