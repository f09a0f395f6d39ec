package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.spandrel.grid.Consistency;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every page, light and dark, of a grid of three members under load. Made on demand only:
 * {@code -Dit.test=PicturesIT -Dspandrel.test.pictures=../docs/console}, which writes them there.
 */
@EnabledIfSystemProperty(named = "spandrel.test.pictures", matches = ".+")
class PicturesIT {

    private static final ConsoleUser ADMIN = ConsoleUser.withRole("admin");
    private static final long BYTES_MAX = 200_000;
    private static final int WIDTH = 1280;

    /** Long enough for the charts to have something to show. */
    private static final Duration LOAD = Duration.ofSeconds(60);

    /** Relative, as the page Configuration shows it. */
    private static final Path USERS = Path.of("target", "conf");

    @TempDir
    private Path directory;

    private final Path pictures = Path.of(System.getProperty("spandrel.test.pictures", ""));
    private String address = "";

    @Test
    void everyPage() throws IOException {
        ConsoleUser.write(Files.createDirectories(USERS), ADMIN);
        try (Chromium chromium = Chromium.start();
                LocalGrid members = LocalGrid.start(3, console(), ShopLoad.CACHES.formatted(directory));
                ShopLoad load = ShopLoad.on(members)) {
            load.awaitAge(LOAD);
            for (String cache : new String[] {"orders", "accounts"}) {
                members.grid(0)
                        .cache(cache)
                        .compareOwners()
                        .toCompletableFuture()
                        .join();
                await().until(() -> compared(members, cache));
            }
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                try (BrowserContext context = window(chromium, WIDTH, scheme)) {
                    everyPage(context.newPage(), scheme);
                }
                otherWidth(chromium, 400, scheme, "overview", "handoff", "tombstones", "anti-entropy");
                otherWidth(chromium, 2560, scheme, "overview");
            }
        }
    }

    private static boolean compared(LocalGrid members, String cache) {
        return IntStream.range(0, 3)
                .mapToObj(i -> members.grid(i).cache(cache).report().antiEntropy())
                .allMatch(report -> report != null && report.complete() != null);
    }

    private void otherWidth(Chromium chromium, int width, ColorScheme scheme, String... routes) throws IOException {
        try (BrowserContext context = window(chromium, width, scheme)) {
            Page page = context.newPage();
            logIn(page);
            for (String route : routes) {
                show(page, route);
                save(page, route + "-" + width, scheme);
            }
        }
    }

    /** Of a grid larger than this machine can run: the data are those of the page's pretended member. */
    @Test
    void ringOfFiftyMembers() throws IOException {
        int port = FreePorts.take(1).get(0);
        address = "http://127.0.0.1:" + port + "/";
        Process pretended = new ProcessBuilder("node", "dev/mock.mjs", "members=50", "segments=1024", "port=" + port)
                .directory(Path.of("../management-console/page").toFile())
                .redirectErrorStream(true)
                .start();
        try (Chromium chromium = Chromium.start()) {
            assertThat(pretended.inputReader().readLine()).startsWith("http://");
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                try (BrowserContext context = window(chromium, WIDTH, scheme)) {
                    Page page = context.newPage();
                    logIn(page, "admin", "secret");
                    show(page, "ring/pages");
                    save(page, "ring-large", scheme);
                    show(page, "members");
                    page.getByTestId("round-trips").scrollIntoViewIfNeeded();
                    save(page, "members-large", scheme);
                }
            }
        } finally {
            pretended.destroy();
        }
    }

    /** What a partition leaves behind: both sides wrote, and were merged. */
    @Test
    void afterAPartition() throws IOException {
        ConsoleUser.write(Files.createDirectories(USERS), ADMIN);
        String orders =
                "<distributed-cache name=\"orders\" owners=\"3\" statistics=\"true\"><grid:consistency/></distributed-cache>";
        try (Chromium chromium = Chromium.start();
                LocalGrid members = LocalGrid.start(3, console(), orders)) {
            write(members, 0, 200, "ordered");
            Cut cut = Cut.between(List.of(members.manager(0), members.manager(1)), List.of(members.manager(2)));
            await().until(() -> members.manager(0).getMembers().size() == 2
                    && members.manager(2).getMembers().size() == 1);
            write(members, 0, 40, "paid");
            write(members, 2, 12, "cancelled");
            cut.heal();
            members.awaitMembers(3);
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                try (BrowserContext context = window(chromium, WIDTH, scheme)) {
                    Page page = context.newPage();
                    logIn(page);
                    show(page, "ring/orders");
                    assertThat(page.getByTestId("views-table")).containsText("written on both sides");
                    save(page, "ring-split", scheme);
                    show(page, "overview");
                    assertThat(page.getByTestId("verdict")).hasAttribute("data-verdict", "AMBER");
                    save(page, "overview-split", scheme);
                }
            }
        }
    }

    private static void write(LocalGrid members, int member, int orders, String state) {
        Cache<String, String> cache = members.grid(member).cache("orders").<String, String>with(Consistency.ONE);
        IntStream.range(0, orders).forEach(i -> cache.put("order-" + i, state));
    }

    /** The element of a console at a free port, which {@link #address} tells from now on. */
    private String console() {
        int port = FreePorts.take(1).get(0);
        address = "http://127.0.0.1:" + port + "/";
        return """
                <grid:grid><grid:console port="%d" users="%2$s/users.properties" groups="%2$s/groups.properties"/></grid:grid>
                """.formatted(port, USERS);
    }

    private void everyPage(Page page, ColorScheme scheme) throws IOException {
        page.navigate(address);
        assertThat(page.getByTestId("login-form")).isVisible();
        save(page, "login", scheme);
        logIn(page);
        for (String route : new String[] {
            "overview",
            "members",
            "ring/sessions",
            "caches",
            "caches/products",
            "caches/prices",
            "caches/customers",
            "caches/orders",
            "keys/sessions",
            "handoff",
            "tombstones",
            "anti-entropy",
            "events",
            "configuration"
        }) {
            show(page, route);
            save(page, route.replace('/', '-'), scheme);
        }
        show(page, "caches/products");
        page.getByTestId("action-change").click();
        page.getByTestId("change-value").fill("1500");
        assertThat(page.getByTestId("change-members").locator("tbody tr")).hasCount(3);
        save(page, "change", scheme);
        page.getByTestId("dialog-cancel").click();
        show(page, "caches");
        page.getByTestId("action-create").click();
        page.getByTestId("new-cache-name").fill("invoices");
        page.getByTestId("new-cache-template").selectOption("safe");
        Locator text = page.getByTestId("new-cache-text");
        text.fill(text.inputValue().replace("QUORUM", "MOST"));
        assertThat(page.getByTestId("new-cache-problem")).isVisible();
        save(page, "new-cache", scheme);
        page.getByTestId("dialog-cancel").click();
        show(page, "keys/orders");
        page.getByTestId("keys-search").selectOption("string");
        page.getByTestId("keys-text").fill("order-17");
        page.getByTestId("keys-submit").click();
        assertThat(page.getByTestId("key-verdict")).hasAttribute("data-verdict", "AGREE");
        save(page, "key", scheme);
    }

    private void logIn(Page page) {
        logIn(page, ADMIN.name(), ADMIN.password());
    }

    private void logIn(Page page, String user, String password) {
        page.navigate(address);
        page.getByTestId("login-user").fill(user);
        page.getByTestId("login-password").fill(password);
        page.getByTestId("login-submit").click();
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "live");
    }

    private void show(Page page, String route) {
        page.navigate(address + "#/" + route);
        assertThat(page.locator("main h1").first()).isVisible();
        assertThat(page.getByTestId("loading")).hasCount(0);
        assertThat(page.getByTestId("problem")).hasCount(0);
        if (route.equals("members")) {
            assertThat(page.getByTestId("round-trip-summary")).containsText("Median");
        }
        Locator reads = page.getByTestId("chart-operations-reads");
        if (reads.count() > 0) {
            await().until(() -> !reads.textContent().startsWith("–"));
        }
    }

    private void save(Page page, String name, ColorScheme scheme) throws IOException {
        Path file = pictures.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
        SmallPicture.write(page.screenshot(new Page.ScreenshotOptions().setFullPage(fullPage(name))), file);
        assertThat(Files.size(file)).as(name).isLessThan(BYTES_MAX);
    }

    /* Below the window of these is nothing that their beginning, or another picture, does not show. */
    private static boolean fullPage(String name) {
        return !name.endsWith("-400")
                && !List.of("change", "new-cache", "ring-large", "members-large", "keys-sessions", "events")
                        .contains(name);
    }

    private static BrowserContext window(Chromium chromium, int width, ColorScheme scheme) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < WIDTH ? 800 : 1100)
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }
}
