package io.spandrel.console;

import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spandrel.console.SseClient.Event;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.MemberReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StreamTest {

    @Test
    void stream_sendsSamplesEventsAndTopologies() throws IOException {
        try (TestConsole console = new TestConsole();
                SseClient client = new SseClient(console.logIn(Role.VIEWER).request("GET", "/api/v1/stream", ""))) {
            tickUntil(console, () -> !client.events("sample").isEmpty());
            console.grid.happened(GridEvent.Kind.VIEW, "d joined");
            console.grid.topologyId = 8;
            tickUntil(console, () -> !client.events("grid").isEmpty());

            assertThat(client.events("topology")).extracting(Event::data).containsExactly("{\"caches\":{\"pages\":8}}");
            assertThat(client.events("grid"))
                    .extracting(Event::data)
                    .singleElement()
                    .asString()
                    .contains("d joined");
            OpenApiDocument document = new OpenApiDocument();
            ObjectMapper json = new ObjectMapper();
            assertThat(document.check(
                            json.readTree(client.events("sample").get(0).data()),
                            json.readTree("{\"$ref\":\"#/components/schemas/Sample\"}")))
                    .isEmpty();
        }
    }

    @Test
    void stream_ofAClientThatComesBack_sendsTheEventsItMissed() {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            console.grid.happened(GridEvent.Kind.VIEW, "before");
            String seen;
            try (SseClient first = new SseClient(login.request("GET", "/api/v1/stream", ""))) {
                tickUntil(console, () -> !first.events("sample").isEmpty());
                console.grid.happened(GridEvent.Kind.VIEW, "seen");
                tickUntil(console, () -> !first.events("grid").isEmpty());
                seen = first.events("grid").get(0).id();
            }
            for (int i = 0; i < 40; i++) {
                console.grid.happened(GridEvent.Kind.VIEW, "missed " + i);
            }

            try (SseClient again =
                    new SseClient(login.request("GET", "/api/v1/stream", "").header("Last-Event-ID", seen))) {
                tickUntil(console, () -> again.events("grid").size() == 40);

                assertThat(again.events("grid"))
                        .extracting(Event::data)
                        .noneMatch(data -> data.contains("seen") || data.contains("before"));
                assertThat(again.events("reset")).isEmpty();
            }
        }
    }

    @Test
    void stream_ofAClientThatComesBackWithinAMinute_sendsEachSampleOnce() {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            List<Event> before;
            try (SseClient first = new SseClient(login.request("GET", "/api/v1/stream", ""))) {
                passSecondsUntil(console, () -> first.events("sample").size() > 3);
                before = first.events("sample");
            }
            Event seen = before.get(before.size() - 1);
            tickUntil(console, () -> login.get("/metrics").body().contains("spandrel_console_streams 0"));
            for (int i = 0; i < 50; i++) {
                console.clock.advance(Duration.ofSeconds(1));
                console.server.sampler().tick();
            }

            try (SseClient again = new SseClient(login.request("GET", "/api/v1/stream?lastEventId=" + seen.id(), ""))) {
                passSecondsUntil(console, () -> again.events("sample").size() >= 55);

                List<String> held = new ArrayList<>();
                json(login.get("/api/v1/history"))
                        .path("samples")
                        .forEach(sample -> held.add(sample.path("at").asText()));
                /* The last of them may be on its way still. */
                await().untilAsserted(() ->
                        assertThat(times(again)).containsAll(held.subList(held.indexOf(time(seen)) + 1, held.size())));
                assertThat(times(again)).doesNotHaveDuplicates().doesNotContain(time(seen));
                assertThat(again.events("topology")).hasSize(1);
                assertThat(again.events("reset")).isEmpty();
            }
        }
    }

    @Test
    void stream_ofAClientThatComesBackAfterAPause_isToldToAskForTheHistory() {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            String seen = firstSeen(console, login);
            console.clock.advance(Duration.ofMinutes(2));

            try (SseClient again =
                    new SseClient(login.request("GET", "/api/v1/stream", "").header("Last-Event-ID", seen))) {
                tickUntil(console, () -> !again.events("sample").isEmpty());

                assertThat(again.events("reset")).hasSize(1);
            }
        }
    }

    @Test
    void stream_eventsMissedAreForgotten_isToldToAskForThem() {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            String seen = firstSeen(console, login);
            for (int i = 0; i < 3; i++) {
                console.grid.happened(GridEvent.Kind.VIEW, "missed " + i);
            }
            console.grid.history.remove(0);

            try (SseClient again =
                    new SseClient(login.request("GET", "/api/v1/stream", "").header("Last-Event-ID", seen))) {
                tickUntil(console, () -> !again.events("sample").isEmpty());

                assertThat(again.events("reset")).hasSize(1);
                assertThat(again.events("grid")).isEmpty();
            }
        }
    }

    @Test
    void stream_idOfAnotherRunOrGarbage_beginsWithWhatHappensNext() {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            console.grid.happened(GridEvent.Kind.VIEW, "before");
            try (SseClient client =
                    new SseClient(login.request("GET", "/api/v1/stream", "").header("Last-Event-ID", "0-0"))) {
                tickUntil(console, () -> !client.events("sample").isEmpty());
                console.grid.happened(GridEvent.Kind.VIEW, "after");
                tickUntil(console, () -> !client.events("grid").isEmpty());

                assertThat(client.events("grid"))
                        .singleElement()
                        .satisfies(event -> assertThat(event.data()).contains("after"));
                assertThat(client.events("reset")).hasSize(1);
            }
        }
    }

    @Test
    void stream_sessionIsOver_isCut() {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            try (SseClient client = new SseClient(login.request("GET", "/api/v1/stream", ""))) {
                tickUntil(console, () -> !client.events("sample").isEmpty());

                login.send("DELETE", "/api/v1/session", "");

                tickUntil(console, client::isOver);
            }
        }
    }

    @Test
    void stream_aloneDoesNotKeepASessionAlive() {
        try (TestConsole console = new TestConsole();
                SseClient client = new SseClient(console.logIn(Role.VIEWER).request("GET", "/api/v1/stream", ""))) {
            tickUntil(console, () -> !client.events("sample").isEmpty());

            console.clock.advance(Duration.ofMinutes(15));

            tickUntil(console, client::isOver);
        }
    }

    @Test
    void streams_moreThanAllowed_areRefused() {
        try (TestConsole console = new TestConsole(LimitsTest.limits(1000, 1000, 10, 10, 1, 64))) {
            Login login = console.logIn(Role.VIEWER);
            try (SseClient first = new SseClient(login.request("GET", "/api/v1/stream", ""))) {
                tickUntil(console, () -> !first.events("sample").isEmpty());

                assertThat(login.get("/api/v1/stream").statusCode()).isEqualTo(503);
            }
            tickUntil(console, () -> login.get("/metrics").body().contains("spandrel_console_streams 0"));
        }
    }

    @Test
    void stream_clientDoesNotRead_isCutAndCountedAndOthersGoOn() throws IOException {
        try (TestConsole console = new TestConsole()) {
            Login login = console.logIn(Role.VIEWER);
            console.grid.answers = () -> CompletableFuture.completedFuture(List.of(manyCaches()));
            try (Socket slow = new Socket();
                    SseClient quick = new SseClient(login.request("GET", "/api/v1/stream", ""))) {
                slow.setReceiveBufferSize(4096);
                slow.connect(new InetSocketAddress(
                        console.server.address().getHost(),
                        console.server.address().getPort()));
                slow.getOutputStream()
                        .write(("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nCookie: " + login.cookie()
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                tickUntil(console, () -> login.get("/metrics").body().contains("spandrel_console_streams 2"));

                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            int before = quick.events("sample").size();
                            console.server.sampler().tick();
                            await().pollInterval(Duration.ofMillis(1))
                                    .until(() -> quick.events("sample").size() > before || quick.isOver());
                            return login.get("/metrics")
                                    .body()
                                    .contains("spandrel_console_refused_total{reason=\"slow_stream\"} 1");
                        });

                assertThat(quick.isOver()).isFalse();
                assertThat(login.get("/metrics").body()).contains("spandrel_console_streams 1");
            }
        }
    }

    @Test
    void history_nobodyLookedBefore_isWhatMembersRemember() {
        try (TestConsole console = new TestConsole()) {
            var history = json(console.logIn(Role.VIEWER).get("/api/v1/history"));

            assertThat(history.path("intervalMillis").asInt()).isEqualTo(1000);
            assertThat(history.path("samples")).hasSize(25);
            assertThat(history.at("/samples/0/caches/pages/hits").asLong()).isZero();
            assertThat(history.at("/samples/24/caches/pages/hits").asLong()).isEqualTo(3 * 24 * 50);
            assertThat(history.at("/samples/24/members")).hasSize(3);
        }
    }

    /** The id of the first sample that a client gets, who goes then. */
    private static String firstSeen(TestConsole console, Login login) {
        try (SseClient client = new SseClient(login.request("GET", "/api/v1/stream", ""))) {
            tickUntil(console, () -> !client.events("sample").isEmpty());
            return client.events("sample").get(0).id();
        }
    }

    private static List<String> times(SseClient client) {
        return client.events("sample").stream().map(StreamTest::time).toList();
    }

    private static String time(Event sample) {
        try {
            return new ObjectMapper().readTree(sample.data()).path("at").asText();
        } catch (IOException e) {
            throw new AssertionError(sample.data(), e);
        }
    }

    private static MemberReport manyCaches() {
        Map<String, CacheStatistics> statistics = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            statistics.put("cache-" + i, CacheStatistics.NONE);
        }
        return SaidReport.of("a").statistics(statistics).report();
    }

    /* Each sample at a time of its own. */
    private static void passSecondsUntil(TestConsole console, Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    console.clock.advance(Duration.ofSeconds(1));
                    console.server.sampler().tick();
                    return condition.call();
                });
    }

    private static void tickUntil(TestConsole console, Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    console.server.sampler().tick();
                    return condition.call();
                });
    }
}
