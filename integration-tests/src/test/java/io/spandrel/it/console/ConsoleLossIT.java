package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member of three processes is killed and comes back, while somebody looks at the overview. */
class ConsoleLossIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ConsoleUser USER = ConsoleUser.withRole("viewer");
    private static final int KILLED = 2;

    @TempDir
    private Path directory;

    @Test
    void overview_memberKilledAndBack_showsItWithoutBeingAsked() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        ConsoleUser.write(directory, USER);
        try (Chromium chromium = Chromium.start();
                ConsoleGrid grid = new ConsoleGrid(directory, true)) {
            Page page = chromium.browser().newPage();
            logIn(page, grid);
            page.evaluate("() => window.sameAsBefore = true");
            Locator members = page.getByTestId("figure-members");
            Locator lost = page.getByTestId("member-loads").locator("[data-member=member-3]");
            assertThat(lost).isVisible();

            grid.kill(KILLED);
            assertThat(members).hasText("2 of 3");
            assertThat(lost).hasCount(0);
            assertThat(page.getByTestId("events")).containsText("member-3");
            assertThat(page.getByTestId("verdict-reasons")).containsText("Member 'member-3' is missing");

            grid.restart(KILLED);
            assertThat(members).hasText("3");
            assertThat(lost).isVisible();
            assertThat(page.locator("main")).not().containsText("Member 'member-3' is missing");
            assertThat(page.evaluate("() => window.sameAsBefore")).isEqualTo(true);
        }
    }

    @Test
    void members_memberFrozenThenKilledAndBack_isHungThenMissingThenReady() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        ConsoleUser.write(directory, USER);
        try (Chromium chromium = Chromium.start();
                ConsoleGrid grid = new ConsoleGrid(directory, true)) {
            Page page = chromium.browser().newPage();
            logIn(page, grid);
            page.navigate(grid.console() + "#/members");
            Locator state = page.getByTestId("members-table").locator("[data-key=member-3] [data-title=State]");
            assertThat(state).containsText("ready");

            grid.freeze(KILLED);
            assertThat(state).containsText("hung");
            assertThat(page.getByTestId("member-name")).hasCount(3);

            grid.kill(KILLED);
            assertThat(state).containsText("missing");
            assertThat(state).containsText("last seen");
            assertThat(page.getByTestId("missing-name")).hasText("member-3");
            assertThat(page.locator("main")).containsText("2 of 3 members");

            grid.restart(KILLED);
            assertThat(state).containsText("ready");
            assertThat(page.getByTestId("missing-name")).hasCount(0);
        }
    }

    private static void logIn(Page page, ConsoleGrid grid) {
        page.navigate(grid.console().toString());
        page.getByTestId("login-user").fill(USER.name());
        page.getByTestId("login-password").fill(USER.password());
        page.getByTestId("login-submit").click();
        assertThat(page.getByTestId("verdict")).isVisible();
    }
}
