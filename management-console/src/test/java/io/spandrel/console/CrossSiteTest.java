package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static io.spandrel.console.TestConsole.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteTest {

    private static final String EVICT = "/api/v1/caches/pages/evict";
    private static final TestConsole console = new TestConsole();
    private static final Login admin = console.logIn(Role.ADMIN);

    @AfterEach
    void reset() {
        console.grid.done.clear();
    }

    @AfterAll
    static void close() {
        console.close();
    }

    @Test
    void change_withoutTheToken_isRefused() {
        assertThat(console.send(console.request("POST", EVICT, "").header("Cookie", admin.cookie()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void change_withAnotherSessionsToken_isRefused() {
        Login other = console.logIn(Role.ADMIN);

        assertThat(console.send(console.request("POST", EVICT, "")
                                .header("Cookie", admin.cookie())
                                .header("X-CSRF-Token", other.csrfToken()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void logOut_withoutTheToken_isRefused() {
        assertThat(console.send(console.request("DELETE", "/api/v1/session", "").header("Cookie", admin.cookie()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(200);
    }

    @Test
    void change_byAScriptWithoutSession_needsNoToken() {
        assertThat(console.send(console.request("POST", EVICT, "").header("Authorization", basic("admin", PASSWORD)))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"})
    void request_ofAnotherOrigin_isRefusedWithSessionWithBasicAndAtLogin(String origin) {
        assertThat(console.send(admin.request("POST", EVICT, "").header("Origin", origin))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(console.request("POST", EVICT, "")
                                .header("Origin", origin)
                                .header("Authorization", basic("admin", PASSWORD)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(console.request(
                                        "POST",
                                        "/api/v1/session",
                                        "{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}")
                                .header("Origin", origin))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.grid.done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void request_thatTheBrowserCallsForeign_isRefused(String site) {
        assertThat(console.send(admin.request("POST", EVICT, "").header("Sec-Fetch-Site", site))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(admin.request("GET", "/api/v1/overview", "").header("Sec-Fetch-Site", site))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void request_ofOurOwnPage_isDone() {
        String own = console.server.address().toString().replaceAll("/$", "");

        assertThat(console.send(admin.request("POST", EVICT, "")
                                .header("Origin", own)
                                .header("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example:80",
                "0.0.0.0",
                "[::]",
                "10.0.0.1"
            })
    void host_thatIsNotThisMachine_isRefusedEvenForThePage(String host) {
        URI address = console.server.address();

        assertThat(RawHttp.status(RawHttp.send(address, "GET / HTTP/1.1\nHost: " + host, "")))
                .isEqualTo(421);
        assertThat(RawHttp.status(RawHttp.send(address, "GET /health/live HTTP/1.1\nHost: " + host, "")))
                .isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9990", "127.0.0.1", "127.0.0.5:80", "[::1]:9990"})
    void host_ofThisMachine_isAnsweredOnAnyPort(String host) {
        assertThat(RawHttp.status(
                        RawHttp.send(console.server.address(), "GET /health/live HTTP/1.1\nHost: " + host, "")))
                .isEqualTo(200);
    }

    @Test
    void host_missing_isRefused() {
        assertThat(RawHttp.status(RawHttp.send(console.server.address(), "GET /health/live HTTP/1.0", "")))
                .isEqualTo(421);
    }
}
