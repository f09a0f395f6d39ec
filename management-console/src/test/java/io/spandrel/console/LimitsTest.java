package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Limits D = Limits.DEFAULT;

    static Limits limits(int perSecond, int burst, int sessions, int perUser, int streams, int backlog) {
        return new Limits(
                D.bodyBytesMax(),
                D.connectionsMax(),
                D.workersMax(),
                perSecond,
                burst,
                D.clientsMax(),
                D.loginFailuresFree(),
                D.loginPauseMax(),
                sessions,
                perUser,
                streams,
                backlog,
                D.auditMax(),
                D.headTime(),
                D.bodyTime(),
                D.idleTime());
    }

    /** So many connections at a time, and so much time for a head and for a body. */
    static Limits limits(int connections, Duration arrival) {
        return new Limits(
                D.bodyBytesMax(),
                connections,
                D.workersMax(),
                D.requestsPerSecond(),
                D.burst(),
                D.clientsMax(),
                D.loginFailuresFree(),
                D.loginPauseMax(),
                D.sessionsMax(),
                D.sessionsPerUserMax(),
                D.streamsMax(),
                D.streamBacklogMax(),
                D.auditMax(),
                arrival,
                arrival,
                D.idleTime());
    }

    @Test
    void connections_moreThanAllowed_waitUntilOthersClose() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try (TestConsole console = new TestConsole(limits(4, D.headTime()))) {
            URI address = console.server.address();
            for (int i = 0; i < 12; i++) {
                idle.add(new Socket(address.getHost(), address.getPort()));
            }
            try (Socket waiting = new Socket(address.getHost(), address.getPort())) {
                waiting.setSoTimeout(300);
                waiting.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThatThrownBy(() -> waiting.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

                for (Socket socket : idle) {
                    socket.close();
                }

                waiting.setSoTimeout(5000);
                assertThat(waiting.getInputStream().read()).isEqualTo('H');
            }
        }
    }

    @Test
    void requests_fasterThanAllowed_areTurnedAwayUntilTimePasses() {
        try (TestConsole console = new TestConsole(limits(2, 3, 10, 10, 1, 1))) {
            for (int i = 0; i < 3; i++) {
                assertThat(console.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
            }

            HttpResponse<String> refused = console.send("GET", "/health/live", "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");

            console.clock.advance(Duration.ofSeconds(1));
            assertThat(console.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
            assertThat(console.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
            assertThat(console.send("GET", "/health/live", "").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void sessions_moreThanAUserMayHave_endThatUsersLeastUsed() {
        try (TestConsole console = new TestConsole(limits(1000, 1000, 10, 2, 1, 1))) {
            Login first = console.logIn(Role.VIEWER);
            console.clock.advance(Duration.ofSeconds(1));
            Login second = console.logIn(Role.VIEWER);
            console.clock.advance(Duration.ofSeconds(1));
            first.get("/api/v1/session");
            console.clock.advance(Duration.ofSeconds(1));
            Login third = console.logIn(Role.VIEWER);

            assertThat(third.get("/metrics").body()).contains("spandrel_console_sessions 2");
            assertThat(first.get("/api/v1/session").statusCode()).isEqualTo(200);
            assertThat(second.get("/api/v1/session").statusCode()).isEqualTo(401);
            assertThat(third.get("/api/v1/session").statusCode()).isEqualTo(200);
        }
    }

    /* Undertow tells of each part that arrives when the body is too large already. */
    @Test
    void body_tooLargeInManyParts_isAnsweredOnce() {
        try (TestConsole console = new TestConsole()) {
            Login admin = console.logIn(Role.ADMIN);
            List<byte[]> parts = Collections.nCopies(20, "x".repeat(16_384).getBytes());
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> answer = console.send(admin.request("POST", "/api/v1/caches/pages/clear", "{}")
                        .method("POST", BodyPublishers.ofByteArrays(parts)));

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            }

            assertThat(admin.get("/metrics").body().lines())
                    .contains("spandrel_console_refused_total{reason=\"body\"} 20");
        }
    }

    @Test
    void refusals_areCountedByReason() {
        try (TestConsole console = new TestConsole()) {
            Login admin = console.logIn(Role.ADMIN);
            console.logIn("viewer", "wrong password");
            console.send(console.request("POST", "/evict", "").header("Cookie", admin.cookie()));
            console.send(admin.request("POST", "/evict", "").header("Origin", "https://evil.example"));
            console.logIn(Role.VIEWER).send("POST", "/evict", "");
            admin.send("POST", "/api/v1/caches/pages/clear", "x".repeat(100_000));

            assertThat(admin.get("/metrics").body().lines())
                    .contains("spandrel_console_refused_total{reason=\"login_failed\"} 1")
                    .contains("spandrel_console_refused_total{reason=\"csrf\"} 1")
                    .contains("spandrel_console_refused_total{reason=\"origin\"} 1")
                    .contains("spandrel_console_refused_total{reason=\"role\"} 1")
                    .contains("spandrel_console_refused_total{reason=\"body\"} 1")
                    .contains("spandrel_console_refused_total{reason=\"rate\"} 0");
        }
    }
}
