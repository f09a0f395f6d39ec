package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the page takes on loopback until it can be used. Made on demand only, and asserts nothing about time:
 * {@code -Dit.test=FirstLoadIT -Dspandrel.test.first-load=11}, so many times each.
 */
@EnabledIfSystemProperty(named = "spandrel.test.first-load", matches = "\\d+")
class FirstLoadIT {

    private static final ConsoleUser USER = ConsoleUser.withRole("viewer");
    private static final int TIMES = Integer.getInteger("spandrel.test.first-load", 1);

    /** When an element with this test id is there first, in milliseconds since the navigation began. */
    private static final String WATCH = """
            window.there = {};
            new MutationObserver(() => document.querySelectorAll('[data-testid]').forEach(one =>
              window.there[one.dataset.testid] ??= performance.now())).observe(document, { childList: true, subtree: true });
            """;

    @TempDir
    private Path directory;

    @Test
    void firstLoad_ofTheLoginAndOfTheOverview() throws IOException {
        ConsoleUser.write(directory, USER);
        List<Double> logins = new ArrayList<>();
        List<Double> overviews = new ArrayList<>();
        try (Chromium chromium = Chromium.start();
                ConsoleGrid grid = new ConsoleGrid(directory, true)) {
            String address = grid.console().toString();
            for (int i = 0; i <= TIMES; i++) {
                try (BrowserContext context = chromium.browser().newContext()) {
                    context.addInitScript(WATCH);
                    Page page = context.newPage();
                    page.navigate(address);
                    assertThat(page.getByTestId("login-user")).isEditable();
                    logins.add(there(page, "login-form"));
                    logIn(page);
                    page.reload();
                    assertThat(page.getByTestId("verdict")).isVisible();
                    overviews.add(there(page, "verdict"));
                }
            }
        }
        System.out.println(line("login, nothing cached", logins) + "\n" + line("overview with its verdict", overviews));
        assertThat(logins).hasSize(TIMES + 1);
    }

    private static void logIn(Page page) {
        page.getByTestId("login-user").fill(USER.name());
        page.getByTestId("login-password").fill(USER.password());
        page.getByTestId("login-submit").click();
        assertThat(page.getByTestId("verdict")).isVisible();
    }

    private static double there(Page page, String testId) {
        return ((Number) page.evaluate("id => window.there[id]", testId)).doubleValue();
    }

    /* The first one finds a member whose JVM has compiled nothing, and a browser that has just started. */
    private static String line(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().skip(1).sorted().toList();
        return String.format(
                Locale.ROOT,
                "%s: first %.0f ms; then median %.0f ms (%.0f - %.0f) of %d",
                what,
                millis.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
