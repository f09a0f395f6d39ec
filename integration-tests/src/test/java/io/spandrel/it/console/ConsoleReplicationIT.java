package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.spandrel.grid.KeyOwners;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about what keeps copies alike: handoff, tombstones and anti-entropy, of all caches and of one. */
class ConsoleReplicationIT extends ConsolePageTest {

    private static final List<String> PAGES = List.of("handoff", "tombstones", "anti-entropy");

    @BeforeAll
    static void start() throws IOException {
        String cache = """
                <distributed-cache name="%s" owners="2">
                  <grid:consistency/>
                  <grid:hinted-handoff window="2h" replay-interval="1h"/>
                  <grid:anti-entropy interval="%s"/>
                </distributed-cache>
                """;
        start(
                2,
                cache.formatted("carts", "1d")
                        + cache.formatted("orders", "0")
                        + "<distributed-cache name=\"plain\" owners=\"2\"/>");
    }

    @Test
    void handoff_pausedOwedAndDropped_isToldAndDoneOnceTheNameIsTyped() {
        members.grid(0)
                .cache("carts")
                .pauseHandoff("member-2")
                .toCompletableFuture()
                .join();
        owe("carts", "key");
        show(OPERATOR, "handoff");
        Locator debt = id("handoff-debts").locator("[data-key='carts member-2 member-1']");
        assertThat(id("handoff-answer")).hasAttribute("data-tone", "warn");
        assertThat(id("handoff-answer-reasons")).containsText("member-2 is owed 1 hint of carts");
        assertThat(debt).containsText("of 2 h");
        assertThat(debt).containsText("paused");

        debt.getByTestId("handoff-drop").click();
        assertThat(id("drop-losses")).hasText("1 hint kept by member-1");
        id("drop-confirm").fill("member-1");
        assertThat(id("dialog-confirm")).isDisabled();
        id("drop-confirm").fill("member-2");
        id("dialog-confirm").click();

        assertThat(id("notices")).containsText("1 hint for member-2 dropped");
        assertThat(debt).containsText("needs repair, paused");
        assertThat(id("handoff-answer")).hasAttribute("data-tone", "bad");
        debt.getByTestId("handoff-resume").click();
        assertThat(debt).not().containsText("paused");
        assertThat(id("handoff-rows").locator("tbody tr")).hasCount(2);
        id("handoff-cache").selectOption("carts");
        assertThat(id("handoff-rows").locator("[data-key=member-1]")).isVisible();
    }

    @Test
    void tombstones_deleted_areCountedForEveryCacheAndMember() {
        IntStream.range(0, 7).forEach(i -> members.cache(0, "orders").put("deleted-" + i, "value"));
        IntStream.range(0, 7).forEach(i -> members.cache(0, "orders").remove("deleted-" + i));
        show(VIEWER, "tombstones");

        assertThat(id("tombstones-answer")).containsText("No delete can come back");
        Locator orders = id("tombstones-rows").locator("[data-key=orders]");
        assertThat(orders).containsText("14");
        assertThat(id("tombstones-rows").locator("[data-key=plain]")).hasCount(0);

        orders.locator("a").click();
        assertThat(id("tombstones-rows").locator("tbody tr")).hasCount(2);
        assertThat(id("tombstones-rows").locator("[data-key=member-2]")).containsText("7");
        page.navigate(address + "#/caches/orders");
        assertThat(id("tombstones").getByTestId("figure-tombstones-live")).hasText("14");
        id("tombstones").locator("a").click();
        assertThat(page).hasURL(address + "#/tombstones/orders");
    }

    @Test
    void antiEntropy_checkedAndRepaired_saysWhenAndWhatWasFound() {
        members.cache(0, "orders").put("lost", "value");
        lose("orders", "lost");
        show(OPERATOR, "anti-entropy");
        Locator orders = id("anti-entropy-rows").locator("[data-key=orders]");
        assertThat(orders).containsText("on request");
        assertThat(id("anti-entropy-rows").locator("[data-key=carts]")).containsText("every 1 d");

        orders.getByTestId("anti-entropy-check").click();
        assertThat(id("anti-entropy-answer-reasons"))
                .containsText("orders: 1 difference of the last check is not repaired.");
        assertThat(orders).containsText("1 missing value");

        orders.locator("a").click();
        assertThat(id("anti-entropy-run")).hasCount(1);
        id("anti-entropy-run").click();
        assertThat(id("anti-entropy-answer")).containsText("Owners agree as of");
        assertThat(id("figure-anti-entropy-repaired")).hasText("1");
        assertThat(id("anti-entropy-rows").locator("tbody tr")).hasCount(2);
        id("anti-entropy-pause").click();
        assertThat(id("anti-entropy-answer")).containsText("paused on member-1, member-2");
        id("anti-entropy-resume").click();
        assertThat(id("anti-entropy-pause")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handoff", "tombstones", "anti-entropy"})
    void overview_copies_answersInALineThatLeadsToThePage(String name) {
        show(VIEWER, name);
        assertThat(id(name + "-answer")).isVisible();
        String tone = id(name + "-answer").getAttribute("data-tone");

        page.navigate(address + "#/overview");
        assertThat(id("copies-" + name)).hasAttribute("data-tone", tone);
        id("copies-" + name).locator("a").click();

        assertThat(page).hasURL(address + "#/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handoff", "tombstones", "anti-entropy"})
    void page_viewer_isShownEverythingAndOfferedNothing(String name) {
        show(VIEWER, name);

        assertThat(id(name + "-rows").locator("tbody tr")).hasCount(2);
        assertThat(page.locator("main button")).hasCount(0);
        page.navigate(address + "#/" + name + "/plain");
        assertThat(id("empty")).containsText("plain");
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "400, LIGHT", "400, DARK", "2560, LIGHT"})
    void pages_wideAndNarrow_fitAndAreAccessible(int width, ColorScheme scheme) throws IOException {
        context.close();
        open(width, 900, scheme);
        context.addInitScript(Accessibility.script());
        show(OPERATOR, "overview");
        for (String name : PAGES) {
            for (String route : List.of(name, name + "/carts")) {
                page.navigate(address + "#/" + route);
                assertThat(id(name + "-rows")).isVisible();
                assertThat((Boolean)
                                page.evaluate("[document.documentElement, ...document.querySelectorAll('.table-place')]"
                                        + ".every(part => part.scrollWidth <= part.clientWidth)"))
                        .as(route)
                        .isTrue();
                assertThat(Accessibility.seriousFindings(page)).as(route).isEmpty();
            }
        }
    }

    /** The first member owes the second one a write. */
    private static void owe(String name, String key) {
        Cache<String, String> cache = members.cache(0, name);
        long version = Version.of(System.currentTimeMillis(), 0, 1);
        ComponentRegistry.componentOf(cache, CacheHints.class)
                .debts(key, owners(name, key).segment(), version)
                .owe(members.manager(1).getAddress());
    }

    /** The backup of a key does not hold it any more. */
    private static void lose(String name, String key) {
        KeyOwners owners = owners(name, key);
        int backup = owners.backups().get(0).charAt("member-".length()) - '1';
        ComponentRegistry.componentOf(members.cache(backup, name), InternalDataContainer.class)
                .remove(owners.segment(), key);
    }

    private static KeyOwners owners(String name, String key) {
        return members.grid(0).cache(name).ownersOf(key);
    }
}
