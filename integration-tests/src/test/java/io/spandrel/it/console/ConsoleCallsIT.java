package io.spandrel.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console tells of the calls of a cache, on a grid of three members. */
class ConsoleCallsIT extends ConsolePageTest {

    private static final String CACHES = """
            <distributed-cache name="timed" owners="2" statistics="true">
              <grid:eviction policy="s3-fifo" max-count="1000"/>
            </distributed-cache>
            <distributed-cache name="small" owners="2" statistics="true">
              <grid:eviction policy="fifo" max-count="40"/>
            </distributed-cache>
            <distributed-cache name="early" owners="2" statistics="true">
              <grid:eviction policy="s3-fifo" max-count="1000"/>
            </distributed-cache>
            <distributed-cache name="plain" statistics="true"/>
            """;

    /** What counts as good for a page. */
    private static final double SHIFT_MAX = 0.1;

    private static final List<String> KINDS = List.of("reads", "writes", "removes");

    @BeforeAll
    static void start() throws IOException {
        start(3, CACHES);
        call(0, "early", 5);
    }

    @Test
    void calls_ofTwoMembers_areAddedUpWithEachMembersOwn() throws Exception {
        JsonNode before = calls("timed");
        call(0, 30);
        call(1, 10);

        await().untilAsserted(() -> {
            JsonNode now = calls("timed");
            for (String kind : KINDS) {
                assertThat(count(now, "/grid/sinceStart/" + kind) - count(before, "/grid/sinceStart/" + kind))
                        .as(kind)
                        .isEqualTo(40);
                assertThat(ofMember(now, 0, kind).path("count").asLong()
                                - ofMember(before, 0, kind).path("count").asLong())
                        .as(kind)
                        .isEqualTo(30);
                assertThat(ofMember(now, 2, kind)).as(kind).isEqualTo(ofMember(before, 2, kind));
                assertRises(now.at("/grid/sinceStart/" + kind));
                assertThat(now.at("/grid/sinceStart/" + kind + "/maxNanos").asLong())
                        .isEqualTo(IntStream.range(0, 3)
                                .mapToLong(member -> ofMember(now, member, kind)
                                        .path("maxNanos")
                                        .asLong())
                                .max()
                                .getAsLong());
            }
        });
    }

    @Test
    void page_callsAreMade_showsHowLongTheyTook() {
        call(2, 5);
        show(VIEWER, "caches/timed");

        Locator all = id("calls-grid");
        for (String kind : List.of("Read", "Write", "Remove")) {
            assertThat(all.locator("[data-key='" + kind + "'] [data-title='99.9 %']"))
                    .hasText(Pattern.compile("[0-9.]+\\s(ns|µs|ms|s)"));
        }
        assertThat(id("calls-members").locator("tbody tr")).hasCount(9);
        assertThat(id("calls-members").locator("[data-key='Read member-3'] [data-title='Half within']"))
                .hasText(Pattern.compile("[0-9.]+\\s(ns|µs|ms|s)"));
        window("sinceStart").check();
        String shown = reads().textContent();

        call(2, 7);

        assertThat(reads()).hasText(String.valueOf(Integer.parseInt(shown) + 7));
    }

    /* The calls are made when the members start, so that most of the minute passes beside the other tests. */
    @Test
    void calls_ofMoreThanAMinuteAgo_areOnlyOfThoseSinceTheStart() throws Exception {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            for (String kind : KINDS) {
                assertThat(count(calls("early"), "/grid/lastMinute/" + kind))
                        .as(kind)
                        .isZero();
            }
        });
        call(1, "early", 3);

        await().untilAsserted(() -> {
            JsonNode now = calls("early");
            for (String kind : KINDS) {
                assertThat(count(now, "/grid/lastMinute/" + kind)).as(kind).isEqualTo(3);
                assertThat(count(now, "/members/0/report/lastMinute/" + kind))
                        .as(kind)
                        .isZero();
                assertThat(count(now, "/members/1/report/lastMinute/" + kind))
                        .as(kind)
                        .isEqualTo(3);
                assertThat(count(now, "/grid/sinceStart/" + kind)).as(kind).isEqualTo(8);
                assertRises(now.at("/grid/lastMinute/" + kind));
            }
            assertThat(now.at("/grid/lastMinuteMillis").asLong()).isGreaterThanOrEqualTo(60_000);
        });
        show(VIEWER, "caches/early");
        assertThat(reads()).hasText("3");
        assertThat(id("calls-of")).containsText("Calls of the last 1 min");
    }

    @Test
    void page_sinceStartIsChosenByKey_showsAllCallsOfThisAndTheNextCache() {
        show(VIEWER, "caches/early");
        assertThat(window("lastMinute")).isChecked();

        window("lastMinute").press("ArrowRight");

        assertThat(window("sinceStart")).isChecked();
        assertThat(id("calls-of")).containsText("since the cache started");
        page.navigate(address + "#/caches/timed");
        assertThat(id("calls-grid")).isVisible();
        assertThat(window("sinceStart")).isChecked();
    }

    @Test
    void page_readsAreMade_showsWhatAnsweredThem() {
        call(0, 20);
        for (int i = 0; i < 20; i++) {
            members.cache(0, "timed").get("absent-" + i);
        }
        show(VIEWER, "caches/timed");

        Locator paths = id("calls-paths");
        for (String row : List.of("All members", "member-1")) {
            for (String path : List.of("Own memory", "Another member", "Missed")) {
                assertThat(paths.locator("[data-key='" + row + "'] [data-title='" + path + "']"))
                        .hasText(Pattern.compile("[1-9][0-9.]*\\s%[1-9][0-9]*"));
            }
        }
        assertThat(paths.locator("[data-key='member-1'] td")).hasCount(3);
    }

    /* First out are the first in: of the last evicted ones all are within the window of 40, of the first ones none. */
    @Test
    void evictions_askedForAgain_arePrematureOnTheirOwner() {
        Cache<String, String> cache = members.cache(0, "small");
        for (int i = 0; i < 1_000; i++) {
            cache.put("key-" + i, "text");
        }
        for (int i = 0; i < 500; i++) {
            cache.get("key-" + i);
        }
        assertThat(premature()).isZero();

        for (int i = 999; i >= 900; i--) {
            cache.get("key-" + i);
        }

        assertThat(premature()).isBetween(10L, 100L);
        show(VIEWER, "caches/small");
        assertThat(id("figure-bound").locator("xpath=.."))
                .containsText(Pattern.compile("[1-9][0-9.]*\\s% of evictions premature"));
        assertThat(id("cache-members").locator("[data-title='Evictions']").first())
                .hasText(Pattern.compile("[0-9,]+[0-9]+ premature"));
    }

    private static long premature() {
        return IntStream.range(0, 3)
                .mapToLong(member -> Objects.requireNonNull(
                                members.grid(member).cache("small").report().eviction())
                        .prematureEvictions())
                .sum();
    }

    @Test
    void page_cacheWithoutGridElements_saysWhyNothingIsTimed() {
        show(VIEWER, "caches/plain");

        assertThat(id("calls").getByTestId("empty")).containsText("No member times calls");
    }

    @ParameterizedTest
    @CsvSource({"400, LIGHT", "1280, DARK", "2560, LIGHT"})
    void page_everyWidth_fitsDoesNotShiftAndIsAccessible(int width, ColorScheme scheme) throws IOException {
        call(0, 5);
        context.close();
        open(width, 900, scheme);
        context.addInitScript(Accessibility.script());
        context.addInitScript("""
                window.shifted = 0;
                new PerformanceObserver(list => list.getEntries()
                  .filter(entry => !entry.hadRecentInput)
                  .forEach(entry => window.shifted += entry.value)).observe({ type: 'layout-shift', buffered: true });
                """);
        show(VIEWER, "caches/timed");
        assertThat(id("calls-grid")).isVisible();
        assertThat(id("loading")).hasCount(0);

        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isTrue();
        assertThat(((Number) page.evaluate("() => window.shifted")).doubleValue())
                .isLessThan(SHIFT_MAX);
        assertThat(Accessibility.seriousFindings(page)).isEmpty();
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        "calls-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
    }

    private static void call(int member, int times) {
        call(member, "timed", times);
    }

    /** Each kind of call, so often, on one member. */
    private static void call(int member, String name, int times) {
        Cache<String, String> cache = members.cache(member, name);
        for (int i = 0; i < times; i++) {
            cache.put("key-" + i, "text");
            assertThat(cache.get("key-" + i)).isEqualTo("text");
            cache.remove("key-" + i);
        }
    }

    private Locator reads() {
        return id("calls-grid").locator("[data-key='Read'] [data-title='Calls']");
    }

    /** What chooses the calls of a time. */
    private Locator window(String which) {
        return id("calls-window").locator("input[value=" + which + "]");
    }

    private static JsonNode ofMember(JsonNode answer, int member, String kind) {
        return answer.at("/members/" + member + "/report/sinceStart/" + kind);
    }

    private static void assertRises(JsonNode times) {
        List<Long> rising = List.of(
                times.path("p50Nanos").asLong(),
                times.path("p99Nanos").asLong(),
                times.path("p999Nanos").asLong(),
                times.path("maxNanos").asLong());
        assertThat(rising).isSorted().first().isNotEqualTo(0L);
    }

    private static long count(JsonNode answer, String path) {
        return answer.at(path + "/count").asLong();
    }

    private static JsonNode calls(String cache) throws IOException, InterruptedException {
        String login = VIEWER.name() + ":" + VIEWER.password();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "api/v1/caches/" + cache + "/calls"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
