package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The console's page in a real browser, which asks a member of a real grid. Its console reports no error in any test. */
abstract class ConsolePageTest {

    static final ConsoleUser ADMIN = ConsoleUser.withRole("admin");
    static final ConsoleUser OPERATOR = ConsoleUser.withRole("operator");
    static final ConsoleUser VIEWER = ConsoleUser.withRole("viewer");
    static final Path SCREENSHOTS = Path.of(System.getProperty("spandrel.test.screenshots", "target/screenshots"));

    /* What members do together takes longer than the five seconds of Playwright on a machine that has other things to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    static LocalGrid members;
    static String address;

    private static Chromium chromium;

    private final List<String> errors = new CopyOnWriteArrayList<>();

    BrowserContext context;
    Page page;

    /** Starts so many members with these caches, the first of them with a console, and the browser. */
    static void start(int count, String caches) throws IOException {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        ConsoleUser.write(directory, ADMIN, OPERATOR, VIEWER);
        int port = FreePorts.take(1).get(0);
        address = "http://127.0.0.1:" + port + "/";
        String console = """
                <grid:grid><grid:console port="%d" users="%2$s/users.properties" groups="%2$s/groups.properties"/></grid:grid>
                """.formatted(port, directory);
        members = LocalGrid.start(count, console, caches);
    }

    @AfterAll
    static void stop() {
        if (members != null) {
            members.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openWindow() {
        open(1280, 900, ColorScheme.LIGHT);
    }

    @AfterEach
    void closeWindow() {
        context.close();
        assertThat(errors).as("errors on the browser's console").isEmpty();
    }

    void open(int width, int height, ColorScheme scheme) {
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // a refused request is what some tests ask for; Chromium reports it as an error of the page
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    void show(ConsoleUser user, String route) {
        logIn(user);
        assertThat(id("user-role")).hasText(user.role());
        page.navigate(address + "#/" + route);
    }

    void logIn(ConsoleUser user) {
        logIn(user.name(), user.password());
    }

    void logIn(String name, String password) {
        page.navigate(address);
        id("login-user").fill(name);
        id("login-password").fill(password);
        id("login-submit").click();
    }

    Locator id(String testId) {
        return page.getByTestId(testId);
    }
}
