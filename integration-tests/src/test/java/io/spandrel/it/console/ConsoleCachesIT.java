package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches that an administrator creates and removes, on a grid of two members. */
class ConsoleCachesIT extends ConsolePageTest {

    private static final List<String> TEMPLATES = List.of("safe", "sparse", "bounded");

    @BeforeAll
    static void start() throws IOException {
        start(2, "<distributed-cache name=\"own\" owners=\"2\"/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json", "yaml"})
    void create_fromEachLanguage_runsEverywhereUntilItIsRemoved(String language) {
        String name = "from-" + language;
        write(name, language);
        for (String template : TEMPLATES) {
            id("new-cache-template").selectOption(template);
            assertThat(id("new-cache-verdict")).containsText("It can be created, until all members are stopped");
        }

        id("dialog-confirm").click();

        assertThat(id("notices")).containsText("runs on all members");
        assertThat(page).hasURL(Pattern.compile(".*#/caches/" + name));
        for (int i = 0; i < 2; i++) {
            assertThat(members.grid(i).cache(name).report().eviction().policy()).isEqualTo("s3-fifo");
        }
        members.awaitMembers(2);
        members.cache(0, name).put("key", "value");
        id("action-remove").click();
        assertThat(id("remove-losses")).containsText("2 members");
        assertThat(id("dialog-confirm")).isDisabled();
        id("remove-confirm").fill(name);
        id("dialog-confirm").click();

        assertThat(id("notices")).containsText("was removed from all members");
        assertThat(id("caches-table")).not().containsText(name);
        for (int i = 0; i < 2; i++) {
            assertThat(members.manager(i).cacheExists(name)).isFalse();
        }
    }

    @Test
    void create_wrongText_isToldAtItsLineWhileItIsWritten() {
        write("wrong", "xml");
        String right = id("new-cache-text").inputValue();

        id("new-cache-text").fill(right.replace("100000", "0"));

        Locator problem = id("new-cache-problem");
        assertThat(problem).containsText("max-count=\"0\"");
        assertThat(problem).hasAttribute("data-line", "4");
        assertThat(id("editor-lines").locator("[data-wrong=true]")).hasText("4");
        assertThat(id("dialog-confirm")).isDisabled();
        problem.locator("button").click();
        assertThat(id("new-cache-text")).isFocused();

        id("new-cache-text").fill(right);
        assertThat(problem).hasCount(0);
        assertThat(id("dialog-confirm")).isEnabled();
        id("new-cache-name").fill("own");
        assertThat(problem).containsText("There is a cache or a template 'own' already");
        assertThat(id("dialog-confirm")).isDisabled();
    }

    @Test
    void remove_aCacheOfTheApplication_isNotOffered() {
        show(ADMIN, "caches/own");
        id("action-remove").click();

        assertThat(id("remove-obstacles")).containsText("the application defines it itself");
        id("remove-confirm").fill("own");
        assertThat(id("dialog-confirm")).isDisabled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "operator"})
    void createAndRemove_byOthers_areNotOfferedAndRefused(String role) {
        show(role.equals("viewer") ? VIEWER : OPERATOR, "caches");
        assertThat(id("caches-table")).isVisible();
        assertThat(id("action-create")).hasCount(0);
        page.navigate(address + "#/caches/own");
        assertThat(id("figure-mode")).isVisible();
        assertThat(id("action-remove")).hasCount(0);

        assertThat(status("POST", "forced", "{\"distributed-cache\":{}}")).isEqualTo(403);
        assertThat(status("DELETE", "own?confirm=own", null)).isEqualTo(403);

        assertThat(members.manager(0).cacheExists("forced")).isFalse();
        assertThat(members.manager(0).cacheExists("own")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "400, DARK"})
    void dialogs_wideAndNarrow_fitAndAreAccessible(int width, ColorScheme scheme) throws IOException {
        context.close();
        open(width, 900, scheme);
        context.addInitScript(Accessibility.script());
        write("shown", "json");
        id("new-cache-text").fill(id("new-cache-text").inputValue().replace("100000", "0"));
        assertThat(id("new-cache-problem")).isVisible();
        judge("new-cache", width, scheme);
        id("dialog-cancel").click();
        page.navigate(address + "#/caches/own");
        id("action-remove").click();
        assertThat(id("remove-obstacles")).isVisible();
        judge("remove-cache", width, scheme);
    }

    private void judge(String name, int width, ColorScheme scheme) {
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s at %d", name, width)
                .isTrue();
        assertThat(Accessibility.seriousFindings(page)).as(name).isEmpty();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(
                        name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
    }

    /** Opens the dialog as an administrator, with the first template in a language. */
    private void write(String name, String language) {
        show(ADMIN, "caches");
        id("action-create").click();
        id("new-cache-format").selectOption(language);
        id("new-cache-name").fill(name);
        assertThat(id("new-cache-verdict")).hasAttribute("data-checked", "true");
    }

    private int status(String method, String path, String body) {
        return (int) page.evaluate("""
                async ([method, path, body]) => {
                  const session = await (await fetch('/api/v1/session')).json();
                  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken };
                  return (await fetch('/api/v1/caches/' + path, { method, headers, body })).status;
                }
                """, Arrays.asList(method, path, body));
    }
}
