package io.spandrel.it.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What axe-core finds on a page; it comes with the packages that the page is built with. */
final class Accessibility {

    private static final Path AXE =
            Path.of("..", "management-console", "page", "node_modules", "axe-core", "axe.min.js");

    private Accessibility() {}

    /** To be run in a page before its own scripts; skips the test where the page was not built here. */
    static String script() throws IOException {
        assumeTrue(Files.exists(AXE), "skipped: the page's packages are not there (built with -Dskip.page?)");
        return Files.readString(AXE);
    }

    /** Findings that keep people from using the page, each with its rule and its places. */
    @SuppressWarnings("unchecked")
    static List<String> seriousFindings(Page page) {
        return (List<String>) page.evaluate("""
                async () => {
                  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
                  return violations
                    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                    .map(({ id, nodes }) => id + ' at ' + nodes.map(({ target }) => target.join(' ')).join('; '));
                }
                """);
    }
}
