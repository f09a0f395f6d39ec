package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three people look at the console while members are killed and come back: neither the page nor the member that serves it
 * grows for half an hour ({@code -Dspandrel.test.soak=PT10M} for another time), counted from when histories are full.
 */
@EnabledIfSystemProperty(named = "spandrel.test.stress", matches = "true", disabledReason = "takes 45 minutes")
class ConsoleSoakIT {

    private static final Duration LENGTH = Duration.parse(System.getProperty("spandrel.test.soak", "PT30M"));

    /** So many that the history of views is full, on the members and in the page: 64 of them, two a round. */
    private static final int ROUNDS_OF_WARM_UP = 33;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ConsoleUser USER = ConsoleUser.withRole("viewer");
    private static final int SERVING = 0;
    private static final int WORKING = 1;
    private static final int KILLED = 2;

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Page> pages = new ArrayList<>();
    private ConsoleGrid grid;
    private Chromium chromium;

    @BeforeEach
    void start() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        chromium = Chromium.start();
        ConsoleUser.write(directory, USER);
        grid = new ConsoleGrid(directory, true);
        grid.load(WORKING);
        for (String route : List.of("overview", "ring/pages", "keys/pages")) {
            pages.add(open(route));
        }
    }

    @AfterEach
    void stop() {
        if (grid != null) {
            grid.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void pagesAndTheirMember_lookedAtForLong_doNotGrow() {
        for (int round = 0; round < ROUNDS_OF_WARM_UP; round++) {
            killAndRestart();
        }
        SoakFigures figures = new SoakFigures();
        long start = System.nanoTime();

        while (System.nanoTime() - start < LENGTH.toNanos()) {
            killAndRestart();
            measure(figures);
        }

        figures.print(System.out);
        assertThat(figures.grown()).isEmpty();
    }

    private void killAndRestart() {
        grid.kill(KILLED);
        awaitMembers(2);
        browse();
        grid.restart(KILLED);
        awaitMembers(3);
        browse();
    }

    private Page open(String route) {
        BrowserContext context = chromium.browser().newContext();
        Page page = context.newPage();
        page.navigate(grid.console().toString());
        page.getByTestId("login-user").fill(USER.name());
        page.getByTestId("login-password").fill(USER.password());
        page.getByTestId("login-submit").click();
        assertThat(page.getByTestId("user-role")).hasText(USER.role());
        show(page, route);
        return page;
    }

    private void show(Page page, String route) {
        page.navigate(grid.console() + "#/" + route);
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "live");
    }

    private void awaitMembers(int count) {
        assertThat(pages.get(0).getByTestId("figure-members")).containsText("" + count);
    }

    /* Keys of two pages, of a search, and a look at what else there is. */
    private void browse() {
        Page page = pages.get(2);
        show(page, "keys/pages");
        assertThat(page.getByTestId("keys-table").locator("tbody tr")).not().hasCount(0);
        page.getByTestId("keys-next").click();
        assertThat(page.getByTestId("keys")).containsText("page 2");
        find(page, "contains", "page-1");
        show(page, "keys/orders");
        find(page, "string", "order-1");
        assertThat(page.getByTestId("key-verdict")).isVisible();
        for (String route : List.of("members", "caches/pages", "caches/orders", "events", "configuration")) {
            show(page, route);
            assertThat(page.locator("main")).containsText(Pattern.compile("\\w"));
        }
    }

    private static void find(Page page, String search, String text) {
        page.getByTestId("keys-search").selectOption(search);
        page.getByTestId("keys-text").fill(text);
        page.getByTestId("keys-submit").click();
    }

    private void measure(SoakFigures figures) {
        await().atMost(PATIENCE).until(() -> metric("spandrel_console_streams") == pages.size());
        Usage server = grid.usage(SERVING);
        figures.add("member: heap after a collection", "MB", server.heapBytes() / 1e6);
        figures.add("member: threads", "", server.threads());
        figures.add("member: descriptors", "", server.descriptors());
        figures.add("member: sessions", "", metric("spandrel_console_sessions"));
        for (int i = 0; i < pages.size(); i++) {
            measure(pages.get(i), "page " + (i + 1), figures);
        }
    }

    private static void measure(Page page, String name, SoakFigures figures) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        figures.add(
                name + ": heap after a collection",
                "MB",
                session.send("Runtime.getHeapUsage").get("usedSize").getAsDouble() / 1e6);
        JsonObject counters = session.send("Memory.getDOMCounters");
        figures.add(name + ": nodes", "", counters.get("nodes").getAsDouble());
        figures.add(name + ": listeners", "", counters.get("jsEventListeners").getAsDouble());
        session.detach();
    }

    private double metric(String name) {
        String login = USER.name() + ":" + USER.password();
        HttpRequest request = HttpRequest.newBuilder(URI.create(grid.console() + "metrics"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
