package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.spandrel.grid.CacheFormat;
import io.spandrel.grid.KeyOwners;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page of the console, on a grid of three members. */
class ConsoleIT extends ConsolePageTest {

    private static final String CACHES = """
            <distributed-cache name="pages" owners="2" statistics="true">
              <grid:eviction policy="s3-fifo" max-count="100" miss-ratio-curve="true"/>
            </distributed-cache>
            <distributed-cache name="plain" statistics="true"/>
            <distributed-cache name="versioned" owners="2">
              <encoding media-type="application/x-protostream"/>
              <grid:consistency/>
            </distributed-cache>
            <distributed-cache name="stored" owners="2">
              <persistence><file-store purge="true">
                <data path="%1$s/{member}/data"/><index path="%1$s/{member}/index"/>
              </file-store></persistence>
              <grid:negative-lookup remote="never" audit-rate="0"/>
            </distributed-cache>
            """;

    /** What counts as good for a page. */
    private static final double SHIFT_MAX = 0.1;

    private static final List<String> PAGES = List.of(
            "overview",
            "members",
            "ring/pages",
            "caches",
            "caches/pages",
            "caches/versioned",
            "keys/pages",
            "handoff",
            "tombstones",
            "anti-entropy",
            "events",
            "configuration");

    private static final String SHIFTS = """
            window.shifted = 0;
            new PerformanceObserver(list => list.getEntries()
              .filter(entry => !entry.hadRecentInput)
              .forEach(entry => window.shifted += entry.value)).observe({ type: 'layout-shift', buffered: true });
            """;

    @BeforeAll
    static void start() throws IOException {
        start(3, CACHES.formatted(directory));
    }

    @BeforeEach
    void use() {
        for (int i = 0; i < 60; i++) {
            members.cache(i % 3, "pages").put("page-" + i, "text " + i);
            members.cache(i % 3, "pages").get("page-" + i);
        }
    }

    @AfterEach
    void keepPicture(TestInfo test) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(test.getTestMethod().orElseThrow().getName() + ".png")));
    }

    @Test
    void login_wrongPassword_isRefusedAndShowsNothing() {
        logIn(ADMIN.name(), "wrong");

        assertThat(id("login-error")).containsText("wrong");
        assertThat(id("nav-overview")).hasCount(0);
    }

    @Test
    void overview_threeMembers_isGreenAndLive() {
        logIn(ADMIN);

        assertThat(id("verdict")).hasAttribute("data-verdict", "GREEN");
        assertThat(id("figure-members")).containsText("3");
        assertThat(id("connection")).hasAttribute("data-state", "live");
        assertThat(id("member-loads")).containsText("member-3");
        assertThat(id("user-role")).hasText("admin");
    }

    @Test
    void header_pageThatFits_reachesTheEdgeOfTheWindow() {
        logIn(ADMIN);
        assertThat(id("verdict")).isVisible();

        assertThat(page.evaluate(
                        "document.querySelector('.header').getBoundingClientRect().right === window.innerWidth"))
                .isEqualTo(true);
    }

    /* Later than half a second after a click, what moves counts as shift. */
    @Test
    void overview_answerIsLateOnAPhone_doesNotShift() {
        context.close();
        open(400, 900, ColorScheme.LIGHT);
        context.addInitScript(SHIFTS);
        context.addInitScript("""
                const soon = window.fetch;
                window.fetch = async (...call) => {
                  if (String(call[0]).includes('overview')) await new Promise(done => setTimeout(done, 1500));
                  return soon(...call);
                };
                """);

        logIn(VIEWER);

        assertThat(id("verdict")).isVisible();
        assertThat(id("loading")).hasCount(0);
        assertThat(((Number) page.evaluate("() => window.shifted")).doubleValue())
                .isLessThan(SHIFT_MAX);
    }

    @Test
    void pages_whileTheyFill_doNotShift() {
        context.addInitScript(SHIFTS);

        shiftsOfPages();
    }

    /* The one asked last answers first, so that what is below has its content before what is above. */
    @Test
    void pages_answersInReverse_doNotShift() {
        context.addInitScript(SHIFTS);
        context.addInitScript("""
                const soon = window.fetch;
                let asked = 0;
                window.addEventListener('hashchange', () => asked = 0);
                window.fetch = async (...call) => {
                  await new Promise(done => setTimeout(done, Math.max(0, 800 - 200 * asked++)));
                  return soon(...call);
                };
                """);

        shiftsOfPages();
    }

    private void shiftsOfPages() {
        show(ADMIN, PAGES.get(0));
        for (String name : PAGES) {
            page.evaluate("() => window.shifted = 0");
            page.navigate(address + "#/" + name);
            assertThat(page).hasTitle(titleOf(name));
            assertThat(id("loading")).hasCount(0);
            assertThat(((Number) page.evaluate("() => window.shifted")).doubleValue())
                    .as("shift of %s", name)
                    .isLessThan(SHIFT_MAX);
        }
    }

    /* The title is set once the page is there. */
    private static Pattern titleOf(String name) {
        return Pattern.compile("^" + name.substring(name.indexOf('/') + 1) + " · Spandrel$", Pattern.CASE_INSENSITIVE);
    }

    @Test
    void stream_pageHiddenAndShown_goesOnWhereItWas() {
        countSamples();
        logIn(VIEWER);
        assertThat(id("connection")).hasAttribute("data-state", "live");
        hearASample();
        hide(true);
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));

        Request resumed = page.waitForRequest(request -> request.url().contains("/stream"), () -> hide(false));

        assertThat(resumed.url()).matches(".*/stream\\?lastEventId=\\w+-\\d+-\\d+");
        hearASample();
        assertThat(id("connection")).hasAttribute("data-state", "live");
        assertThat(asked).noneMatch(url -> url.endsWith("/history"));
    }

    /* Every stream of the page counts its samples, just before the page itself hears them. */
    private void countSamples() {
        page.addInitScript("""
                window.samplesHeard = 0;
                window.EventSource = class extends EventSource {
                  constructor(...address) {
                    super(...address);
                    this.addEventListener('sample', () => window.samplesHeard++);
                  }
                };
                """);
    }

    private void hearASample() {
        page.waitForFunction("before => window.samplesHeard > before", page.evaluate("() => window.samplesHeard"));
    }

    /* A headless page is never hidden by itself. */
    private void hide(boolean hidden) {
        page.evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
                  document.dispatchEvent(new Event('visibilitychange'));
                }
                """, hidden);
    }

    @Test
    void history_beforeAnyoneLooked_isWhatTheMembersRemember() {
        await().untilAsserted(() -> {
            JsonNode samples =
                    new ObjectMapper().readTree(ask("api/v1/history")).path("samples");
            assertThat(samples.size()).isGreaterThanOrEqualTo(2);
            assertThat(samples.get(samples.size() - 1).path("members")).hasSize(3);
        });
    }

    @Test
    void members_page_namesAllWithTheCoordinator() {
        show(ADMIN, "members");

        assertThat(id("member-name")).hasText(new String[] {"member-1", "member-2", "member-3"});
        assertThat(id("coordinator")).hasCount(1);
        assertThat(id("members-table").locator("[data-title=State]")).hasText(new String[] {"ready", "ready", "ready"});
        assertThat(id("missing-name")).hasCount(0);
        assertThat(id("details-table").locator("tbody tr")).hasCount(3);
        assertThat(id("details-table")).containsText("3 members, since");
        Locator trips = id("round-trips").locator("tbody tr");
        assertThat(trips).hasCount(3);
        assertThat(trips.first().locator("td[data-to=member-3]")).hasText(Pattern.compile("^<?\\d+(\\.\\d)?$"));
        assertThat(id("round-trip-summary")).containsText("slowest");
    }

    @Test
    void members_viewOfOne_isOneMember() {
        page.route(
                "**/members/details",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(route.fetch().text().replace("\"members\":3", "\"members\":1"))));
        show(VIEWER, "members");

        assertThat(id("details-table").locator("[data-key=member-2] [data-title=View] .quiet"))
                .hasText(Pattern.compile("^1 member, since .*"));
    }

    /* The narrowest window in which the table is one. */
    @Test
    void members_shortNames_stayWhole() {
        context.close();
        open(1140, 900, ColorScheme.LIGHT);
        show(VIEWER, "members");

        assertThat(linesOfName("member-1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 1140})
    void members_longNames_takeLinesNotTheWindow(int width) {
        String pod = "orders-service-production-7d9f8b6c5d-x2x4q.eu-central-1-58213";
        context.close();
        open(width, 900, ColorScheme.LIGHT);
        page.route(
                "**/members/details",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(route.fetch().text().replace("member-3", pod))));
        show(VIEWER, "members");

        assertThat(linesOfName(pod)).isBetween(2, 8);
        assertThat(id("details-table").evaluate("table => table.scrollWidth <= table.parentElement.clientWidth"))
                .isEqualTo(true);
    }

    private int linesOfName(String member) {
        return (int)
                id("details-table").locator("[data-key='" + member + "'] th").evaluate("""
                        name => {
                          const all = document.createRange();
                          all.selectNodeContents(name.querySelector('.name') ?? name);
                          return new Set([...all.getClientRects()].map(box => Math.round(box.top))).size;
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource({"caches, pages", "events, member-3", "configuration, s3-fifo"})
    void page_any_showsWhatTheGridKnows(String name, String text) {
        show(ADMIN, name);

        assertThat(page.locator("main")).containsText(text);
        assertThat(id("problem")).hasCount(0);
    }

    @Test
    void configuration_membersDiffer_saysWhereAndHow() {
        show(VIEWER, "configuration");

        assertThat(id("differences-table").locator("[data-key=' console']")).containsText("member-3: not there");
    }

    @Test
    void ring_segmentsOnTheirWay_showsRateAndWhatIsLeft() {
        show(VIEWER, "ring/pages");
        assertThat(id("ring-map")).isVisible();
        assertThat(id("transfers")).hasCount(0);

        page.route(
                "**/caches/pages/transfers",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"cache\":\"pages\",\"members\":[{\"member\":\"member-2\",\"report\":"
                                + "{\"segments\":80,\"left\":60,\"entries\":900,\"segmentsPerSecond\":4,"
                                + "\"remainingMillis\":15000}}]}")));

        assertThat(id("transfers")).containsText("60 segments on their way, 4/s; time left: 15 s.");
        assertThat(id("transfers-table").locator("[data-key=member-2]")).containsText("20 of 80");
    }

    @Test
    void ring_keyLookedUp_ownersAreTheRealOnes() {
        show(VIEWER, "ring/pages");
        assertThat(id("ring-map")).isVisible();

        for (String key : List.of("page-7", "page-21", "Ünïcode / & ?")) {
            KeyOwners owners = members.grid(1).cache("pages").ownersOf(key);
            id("lookup-key").fill(key);
            id("lookup-submit").click();

            assertThat(id("lookup-segment")).hasText("" + owners.segment());
            assertThat(id("lookup-primary")).hasText(owners.primary());
            assertThat(id("lookup-backups")).hasText(String.join(", ", owners.backups()));
            assertThat(holders(key)).contains(owners.primary()).containsAll(owners.backups());
        }
    }

    @Test
    void cache_page_showsTheBoundOfEveryMember() {
        show(VIEWER, "caches/pages");

        assertThat(id("figure-bound")).containsText("s3-fifo");
        assertThat(id("cache-members").locator("tbody tr")).hasCount(3);
    }

    @Test
    void cache_whatIf_readsTheCurveOffByKeys() {
        show(VIEWER, "caches/pages");
        Locator bound = id("what-if-bound");
        assertThat(bound)
                .hasAttribute("aria-valuetext", Pattern.compile(".*the present bound: .* expected, no change"));

        bound.focus();
        bound.press("End");

        assertThat(bound).hasAttribute("aria-valuetext", Pattern.compile("1,200 entries, 4 × the present bound: .*"));
        assertThat(id("what-if-present")).hasCount(1);
        assertThat(id("what-if-shares")).containsText("75");
        assertThat(id("what-if-scales")).containsText("¼");
        assertThat(id("miss-ratio-members").locator("tbody tr")).hasCount(3);
    }

    @Test
    void cache_versioned_showsClockJumpsAndRepeatedInquiries() {
        page.route("**/caches/versioned/consistency", route -> {
            String told = route.fetch().text();
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(told.replace("\"late\":0", "\"late\":23")
                            .replace("\"clockJumps\":0", "\"clockJumps\":41")
                            .replaceAll("\"inquiriesRepeated\":\\d+", "\"inquiriesRepeated\":97")));
        });
        show(VIEWER, "caches/versioned");

        assertThat(id("consistency-writes").locator("td[data-title='Clock jumps']"))
                .hasText(new String[] {"41", "41", "41"});
        assertThat(id("consistency-writes").locator("td[data-title='Came too late']"))
                .hasText(new String[] {"23", "23", "23"});
        assertThat(id("consistency-reads").locator("td[data-title='Asked again who counts']"))
                .hasText(new String[] {"97", "97", "97"});
    }

    @Test
    void cache_withoutABound_hasNoCurveAndSaysWhy() {
        show(VIEWER, "caches/plain");

        assertThat(id("miss-ratio").locator("[data-testid=empty]")).containsText("No member keeps a miss-ratio curve");
    }

    /* A curve does not watch all the time: it pauses when it has sampled more than it may in a second. */
    @Test
    void missRatio_readsAtTheMembers_moveTheEndpoint() throws Exception {
        JsonNode before = missRatio("pages");

        for (int i = 0; i < 300; i++) {
            members.cache(i % 3, "pages").get("page-" + i % 60);
        }

        await().untilAsserted(
                        () -> assertThat(missRatio("pages").at("/grid/requests").asDouble())
                                .isGreaterThan(before.at("/grid/requests").asDouble() + 100));
        assertThat(missRatio("pages").path("members").findValuesAsText("member"))
                .containsExactlyInAnyOrder("member-1", "member-2", "member-3");
        assertThat(missRatio("plain").path("members").isEmpty()).isTrue();
    }

    @Test
    void filter_absentKeysRead_moveTheEndpointAndTheMetrics() throws Exception {
        awaitFilters();
        JsonNode before = filter("stored");

        for (int i = 0; i < 300; i++) {
            assertThat(members.cache(i % 3, "stored").get("absent-" + i)).isNull();
        }

        await().untilAsserted(
                        () -> assertThat(answers(filter("stored"))).isGreaterThanOrEqualTo(answers(before) + 300));
        JsonNode after = filter("stored");
        assertThat(after.at("/grid/report/storeReadsSaved")).isEqualTo(after.at("/grid/report/absent"));
        assertThat(after.at("/grid/measured").asDouble(-1)).isBetween(0.0, 0.1);
        assertThat(after.path("members").findValuesAsText("member"))
                .containsExactlyInAnyOrder("member-1", "member-2", "member-3");
        assertThat(filter("plain").path("members").isEmpty()).isTrue();
        assertThat(ask("metrics").lines())
                .filteredOn(line -> line.startsWith("spandrel_filter_absent_total{cache=\"stored\""))
                .hasSize(3)
                .noneMatch(line -> line.endsWith(" 0"));
    }

    @Test
    void cache_withNegativeLookup_showsWhatItSaves() {
        awaitFilters();
        for (int i = 0; i < 30; i++) {
            members.cache(0, "stored").get("never-" + i);
        }
        show(VIEWER, "caches/stored");

        assertThat(id("figure-filter-saved")).not().hasText("0");
        assertThat(id("figure-filter-ready")).hasText("" + 2 * 256);
        assertThat(id("filter-members").locator("tbody tr")).hasCount(3);

        page.navigate(address + "#/caches/pages");
        assertThat(id("figure-bound")).containsText("s3-fifo");
        assertThat(id("filter")).hasCount(0);
    }

    private static void awaitFilters() {
        await().untilAsserted(() -> {
            JsonNode report = filter("stored").at("/grid/report");
            assertThat(report.path("ready").asInt()).isEqualTo(2 * 256);
            assertThat(report.path("rebuilding").asInt()).isZero();
        });
    }

    /** Whether absent or not; those of keys that are there are left out. */
    private static long answers(JsonNode filter) {
        JsonNode report = filter.at("/grid/report");
        return report.path("absent").asLong() + report.path("inVain").asLong();
    }

    private static JsonNode filter(String cache) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(ask("api/v1/caches/" + cache + "/filter"));
    }

    private static JsonNode missRatio(String cache) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(ask("api/v1/caches/" + cache + "/miss-ratio"));
    }

    private static String ask(String path) throws IOException, InterruptedException {
        String login = VIEWER.name() + ":" + VIEWER.password();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void keys_tenThousand_areBrowsedByPageAndFoundByTheirText() {
        Cache<String, String> plain = members.cache(0, "plain");
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            entries.put("item-" + i, "text " + i);
        }
        plain.putAll(entries);
        show(VIEWER, "keys/plain");
        Locator rows = id("keys-table").locator("tbody tr");
        assertThat(rows).hasCount(100);
        String first = rows.first().getAttribute("data-key");

        id("keys-next").click();
        assertThat(id("keys")).containsText("Keys, page 2");
        assertThat(rows).hasCount(100);
        assertThat(page.locator("[data-key='" + first + "']")).hasCount(0);
        id("keys-previous").click();
        assertThat(rows.first()).hasAttribute("data-key", first);

        find("contains", "m-777");
        assertThat(rows).hasCount(11);
        assertThat(id("keys-next")).isDisabled();
        find("prefix", "nothing");
        assertThat(id("keys").getByTestId("empty")).containsText("No key in memory matches");
        plain.clear();
    }

    @Test
    void key_changedOnOneOwner_isSeenToDiffer() {
        members.cache(0, "plain").put("one", "text");
        KeyOwners owners = members.grid(0).cache("plain").ownersOf("one");
        show(ADMIN, "keys/plain");
        id("keys-table").getByText("one").click();
        assertThat(id("key-verdict")).hasAttribute("data-verdict", "AGREE");
        assertThat(id("key-copies").locator("tbody tr")).hasCount(2);
        assertThat(id("key-value").first()).hasText("text");

        int backup = owners.backups().get(0).charAt("member-".length()) - '1';
        members.cache(backup, "plain")
                .getAdvancedCache()
                .withFlags(Flag.CACHE_MODE_LOCAL, Flag.SKIP_OWNERSHIP_CHECK)
                .put("one", "other");
        find("string", "one");

        assertThat(id("key-verdict")).hasAttribute("data-verdict", "DIFFER");
        assertThat(id("key-verdict")).containsText(owners.backups().get(0));
        members.cache(0, "plain").clear();
    }

    @Test
    void key_versioned_showsItsVersionButNoValueToAViewer() {
        members.cache(0, "versioned").put("key", "a secret");
        show(VIEWER, "keys/versioned");
        find("string", "key");

        assertThat(id("key-verdict")).hasAttribute("data-verdict", "AGREE");
        assertThat(id("key-copies").getByText(Pattern.compile("^20\\d\\d-.*@\\d+$")))
                .hasCount(2);
        assertThat(id("key-hidden")).isVisible();
        assertThat(page.locator("main")).not().containsText("a secret");
    }

    @Test
    void names_thatAreMarkup_areShownAsTextAndNothingRuns() throws Exception {
        String markup = "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>";
        members.cache(0, "plain").put(markup, markup);
        members.grid(0)
                .administration()
                .create(markup, CacheFormat.JSON, "{\"local-cache\":{}}")
                .toCompletableFuture()
                .get(20, SECONDS);
        show(ADMIN, "keys/plain");
        find("string", markup);

        assertThat(id("key-value").first()).hasText(markup);
        for (String shown : List.of("caches", "events", "configuration", "caches/" + encoded(markup))) {
            page.navigate(address + "#/" + shown);
            assertThat(page.locator("main")).containsText(markup);
        }
        assertThat(page.evaluate("() => window.ran")).isNull();
        assertThat(page.locator("main img, main script")).hasCount(0);
        members.grid(0).administration().remove(markup).toCompletableFuture().get(20, SECONDS);
        members.cache(0, "plain").clear();
    }

    @Test
    void memberName_thatIsMarkup_isShownAsTextAndNothingRuns() {
        String markup = "<img src=x onerror=\"window.ran=1\">";
        members.addNamed(markup);
        members.awaitMembers(4);
        show(ADMIN, "members");
        id("drain-table").locator("tbody tr").last().getByTestId("drain-ask").click();
        assertThat(id("dialog-drain")).containsText(markup);
        id("dialog-cancel").click();

        for (String shown : List.of(
                "overview",
                "members",
                "ring/versioned",
                "caches/pages",
                "caches/versioned",
                "tombstones/versioned",
                "events",
                "configuration")) {
            page.navigate(address + "#/" + shown);
            assertThat(page.locator("main")).containsText(markup);
            assertThat(page.locator("main img, main script")).hasCount(0);
        }
        assertThat(page.evaluate("() => window.ran")).isNull();
        members.stop(3);
        members.awaitMembers(3);
    }

    @Test
    void lookup_keyThatIsMarkup_isShownAsText() {
        String markup = "<img src=x onerror=\"window.ran=1\">";
        show(VIEWER, "keys/plain");
        find("contains", markup);
        assertThat(id("keys").getByTestId("empty")).isVisible();
        find("string", markup);
        assertThat(page.locator("main")).containsText(markup);
        page.navigate(address + "#/ring/" + encoded(markup));
        assertThat(page.locator("main")).containsText(markup);

        assertThat(page.evaluate("() => window.ran")).isNull();
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private void find(String search, String text) {
        id("keys-search").selectOption(search);
        id("keys-text").fill(text);
        id("keys-submit").click();
    }

    @Test
    void clear_nameTyped_emptiesTheCache() {
        show(ADMIN, "caches/pages");
        id("action-clear").click();
        assertThat(id("dialog-confirm")).isDisabled();

        id("clear-confirm").fill("page");
        assertThat(id("dialog-confirm")).isDisabled();
        id("clear-confirm").fill("pages");
        id("dialog-confirm").click();

        assertThat(id("notices")).containsText("cleared");
        for (int i = 0; i < 3; i++) {
            assertThat(members.grid(i).cache("pages").report().eviction().entries())
                    .isZero();
        }
    }

    @Test
    void drain_nameTyped_handsOverAndGivesBack() {
        show(ADMIN, "members");
        Locator member = id("drain-table").locator("[data-key='member-3']");
        member.getByTestId("drain-ask").click();
        assertThat(id("drain-outlook")).containsText("move to other members");
        assertThat(id("dialog-confirm")).isDisabled();

        id("drain-confirm").fill("member-3");
        id("dialog-confirm").click();

        assertThat(member).containsText("can be stopped without a copy being lost");
        assertThat(members.grid(2).report().drain().segments()).isZero();
        member.getByTestId("drain-cancel").click();
        assertThat(member).containsText("takes part");
        await().until(() -> members.grid(2).report().drain().segments() > 0);
        members.awaitMembers(3);
    }

    @Test
    void drain_viewer_seesHowMembersStandAndNoMore() {
        show(VIEWER, "members");

        assertThat(id("drain-table").locator("tbody tr")).hasCount(3);
        assertThat(id("drain-ask")).hasCount(0);
    }

    @Test
    void change_boundTyped_showsWhatItWouldDoAndThenDoesIt() {
        show(ADMIN, "caches/pages");
        id("action-change").click();
        assertThat(id("dialog-confirm")).isDisabled();

        id("change-value").fill("-3");
        assertThat(id("change-error")).containsText("max-count");
        assertThat(id("dialog-confirm")).isDisabled();
        id("change-value").fill("90");
        assertThat(id("change-members").locator("tbody tr")).hasCount(3);
        assertThat(id("change-consequence")).containsText("evicted");
        assertThat(members.grid(1).cache("pages").report().eviction().bound()).isEqualTo(100);
        id("dialog-confirm").click();

        assertThat(id("notices")).containsText("is now 90");
        for (int i = 0; i < 3; i++) {
            assertThat(members.grid(i).cache("pages").report().eviction().bound())
                    .isEqualTo(90);
        }
        members.grid(0)
                .cache("pages")
                .change("eviction", "max-count", "100")
                .toCompletableFuture()
                .join();
    }

    @Test
    void evict_withinTheBound_evictsNothingAndSaysSo() {
        show(OPERATOR, "caches/pages");

        id("action-evict").click();

        assertThat(id("notices")).containsText("Nothing was above the bound");
    }

    @Test
    void rebalancing_toggled_isSoOnEveryMember() {
        show(OPERATOR, "caches/plain");

        id("action-rebalance").click();
        assertThat(id("notices")).containsText("off");
        assertThat(id("action-rebalance")).hasText("Allow rebalancing");
        await().until(() -> !members.grid(2).cache("plain").report().rebalancingEnabled());

        id("action-rebalance").click();
        assertThat(id("action-rebalance")).hasText("Stop rebalancing");
        await().until(() -> members.grid(2).cache("plain").report().rebalancingEnabled());
    }

    @Test
    void viewer_cachePage_offersNoAction() {
        show(VIEWER, "caches/pages");
        assertThat(id("figure-bound")).isVisible();

        assertThat(page.locator("[data-testid^=action-]")).hasCount(0);
    }

    @Test
    void viewer_clearForced_isRefusedByTheServer() {
        logIn(VIEWER);
        assertThat(id("verdict")).isVisible();

        Object status = page.evaluate("""
                async () => {
                  const session = await (await fetch('/api/v1/session')).json();
                  const answer = await fetch('/api/v1/caches/pages/clear', {
                    method: 'POST',
                    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
                    body: JSON.stringify({ confirm: 'pages' }),
                  });
                  return answer.status;
                }
                """);

        assertThat(status).isEqualTo(403);
        assertThat(members.grid(0).cache("pages").report().eviction().entries()).isPositive();
    }

    @Test
    void logout_thenBack_asksForThePasswordAgain() {
        logIn(ADMIN);
        assertThat(id("verdict")).isVisible();

        id("logout").click();
        assertThat(id("login-form")).isVisible();
        page.reload();

        assertThat(id("login-form")).isVisible();
    }

    @Test
    void overview_narrowAndDark_fitsTheWindow() {
        context.close();
        open(400, 800, ColorScheme.DARK);
        logIn(ADMIN);
        assertThat(id("verdict")).isVisible();

        for (String name : List.of(
                "overview",
                "members",
                "ring/pages",
                "caches/pages",
                "caches/stored",
                "keys/pages",
                "events",
                "configuration")) {
            page.navigate(address + "#/" + name);
            assertThat(page.locator("main h1").first()).isVisible();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as(name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void page_everyOne_hasNoSeriousAccessibilityFinding(ColorScheme scheme) throws IOException {
        context.close();
        open(1280, 900, scheme);
        context.addInitScript(Accessibility.script());
        members.cache(0, "pages").put("page-7", "text");
        page.route("**/api/v1/members", ConsoleIT::withAMissingMember);
        show(ADMIN, "overview");
        String key = "keys/pages/" + keyId("pages");

        for (String route : List.of(
                "overview",
                "members",
                "ring/pages",
                "caches",
                "caches/pages",
                "caches/stored",
                "keys/pages",
                key,
                "events",
                "configuration")) {
            page.navigate(address + "#/" + route);
            assertThat(page.locator("main h1").first()).isVisible();
            assertThat(id("loading")).hasCount(0);
            assertThat(id("problem")).hasCount(0);
            assertThat(Accessibility.seriousFindings(page)).as(route).isEmpty();
            String name = route.equals(key) ? "key" : route.replace('/', '-');
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(SCREENSHOTS.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
        }
    }

    @Test
    void audit_admin_seesWhatOthersDid() {
        show(OPERATOR, "caches/pages");
        id("action-evict").click();
        assertThat(id("notices")).containsText("Nothing was above the bound");
        page.navigate(address + "#/events");
        assertThat(id("events").first()).isVisible();
        assertThat(id("audit")).hasCount(0);
        context.close();
        open(1280, 900, ColorScheme.LIGHT);
        show(ADMIN, "events");

        assertThat(id("audit-table")
                        .locator("tbody tr")
                        .filter(new Locator.FilterOptions().setHasText("evict"))
                        .first())
                .containsText("operator");
    }

    @Test
    void ring_aMemberEnds_nothingIsLostWithTwoOwners() {
        show(VIEWER, "ring/pages");

        Locator rows = id("ring-leaving").locator("tbody tr");
        assertThat(rows).hasCount(3);
        for (Locator row : rows.all()) {
            assertThat(row.locator("td").first()).hasText("0");
            assertThat(row).containsText("copies are made anew");
        }
        assertThat(id("ring-timeline")).containsText("topology");
        assertThat(id("views-table")).containsText("joined member-3");
        assertThat(id("views-table").locator("tbody tr").first()).containsText("in force");
    }

    private static void withAMissingMember(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(route.fetch()
                        .text()
                        .replaceFirst("\"state\":\"READY\"", "\"state\":\"SUSPECT\"")
                        .replace("\"missing\":[]}", "\"missing\":[{\"name\":\"lost\",\"lastSeen\":null}]}")));
    }

    private String keyId(String cache) throws IOException {
        try {
            return new ObjectMapper()
                    .readTree(ask("api/v1/caches/" + cache + "/keys?limit=1"))
                    .at("/keys/0/id")
                    .asText();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static List<String> holders(String key) {
        members.cache(0, "pages").put(key, "text");
        List<String> holders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Cache<String, String> cache = members.cache(i, "pages");
            if (cache.getAdvancedCache().getDataContainer().containsKey(key)) {
                holders.add("member-" + (i + 1));
            }
        }
        return holders;
    }
}
