package io.spandrel.console;

import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.console.OpenApiDocument.Operation;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridOperationException;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MissingMember;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final TestConsole console = new TestConsole();
    private static final OpenApiDocument document = new OpenApiDocument();
    private static final Login admin = console.logIn(Role.ADMIN);

    @AfterEach
    void reset() {
        FakeGrid fresh = new FakeGrid();
        membersSay(fresh.answers);
        console.grid.outcome = fresh.outcome;
        console.grid.history.clear();
        console.grid.done.clear();
    }

    /** What was said before is too old to be told again. */
    private static void membersSay(Supplier<CompletionStage<List<MemberReport>>> answers) {
        console.grid.answers = answers;
        console.clock.advance(Duration.ofSeconds(2));
    }

    @AfterAll
    static void close() {
        console.close();
    }

    static Stream<Operation> queries() {
        return document.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .filter(operation -> !operation.path().equals("/api/v1/stream"))
                .filter(operation -> !operation.path().equals("/metrics"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_answersWhatTheDocumentSays(Operation operation) {
        console.grid.happened(GridEvent.Kind.VIEW, "b joined");
        console.server.sampler().tick();

        HttpResponse<String> answer = admin.get(operation
                        .path()
                        .replace("{name}", "pages")
                        .replace("{member}", "b")
                        .replace("{id}", FakeGrid.KEY_ID)
                + operation.query());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode schema = operation
                .description()
                .at("/responses/200/content")
                .path("application/json")
                .path("schema");
        assertThat(document.check(json(answer), schema)).isEmpty();
    }

    @Test
    void caches_areSummedOverTheMembersThatAnswer() {
        membersSay(() -> CompletableFuture.completedFuture(
                List.of(FakeGrid.says("a"), FakeGrid.says("b"), MemberReport.unanswered("c"))));

        JsonNode cache = json(admin.get("/api/v1/caches")).path(0);

        assertThat(cache.at("/statistics/hits").asLong()).isEqualTo(60);
        assertThat(cache.at("/statistics/hitRatio").asDouble()).isEqualTo(0.75);
        assertThat(cache.at("/statistics/averageReadNanos").asLong()).isEqualTo(1000);
        assertThat(cache.at("/eviction/bound").asLong()).isEqualTo(2000);
        assertThat(cache.at("/eviction/evictions").asLong()).isEqualTo(6);
        assertThat(cache.at("/eviction/prematureEvictions").asLong()).isEqualTo(2);
    }

    @Test
    void cache_chosenByAuto_showsEachMembersChoice() {
        JsonNode cache = json(admin.get("/api/v1/caches/pages"));

        assertThat(cache.at("/eviction/choice").isNull()).isTrue();
        JsonNode choice = cache.at("/perMember/0/eviction/choice");
        assertThat(choice.path("current").asText()).isEqualTo("arc");
        assertThat(choice.at("/candidates/1/hitRatio").asDouble()).isEqualTo(0.6);
        assertThat(choice.at("/history/0/at").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(choice.at("/history/0/toHitRatio").asDouble()).isEqualTo(0.5);
    }

    @Test
    void missRatio_threeMembers_isTheMeanWithEachMembersOwn() {
        JsonNode answer = json(admin.get("/api/v1/caches/pages/miss-ratio"));

        assertThat(answer.path("unit").asText()).isEqualTo("ENTRIES");
        assertThat(answer.path("members").findValuesAsText("member")).containsExactly("a", "b", "c");
        assertThat(answer.at("/members/0/missRatios/points/0/lru").asDouble()).isEqualTo(0.6);
        assertThat(answer.at("/grid/requests").asDouble()).isEqualTo(120);
        assertThat(answer.at("/grid/points/2/capacity").asLong()).isEqualTo(6000);
        assertThat(answer.at("/grid/points/2/expected").asDouble()).isCloseTo(0.83, within(1e-9));
    }

    @Test
    void missRatio_noCurve_isEmpty() {
        membersSay(() -> CompletableFuture.completedFuture(List.of(MemberReport.unanswered("a"))));

        JsonNode answer = json(admin.get("/api/v1/caches/pages/miss-ratio"));

        assertThat(answer.path("grid").isNull()).isTrue();
        assertThat(answer.path("members").isEmpty()).isTrue();
    }

    @Test
    void missRatio_unknownCache_isNotFound() {
        assertThat(admin.get("/api/v1/caches/none/miss-ratio").statusCode()).isEqualTo(404);
    }

    @Test
    void filter_threeMembers_areAddedUpWithEachMembersOwn() {
        JsonNode answer = json(admin.get("/api/v1/caches/pages/filter"));

        assertThat(answer.path("members").findValuesAsText("member")).containsExactly("a", "b", "c");
        assertThat(answer.at("/members/0/filter/report/keys").asLong()).isEqualTo(800);
        assertThat(answer.at("/members/0/filter/bitsPerKey").asDouble()).isEqualTo(12);
        assertThat(answer.at("/grid/report/absent").asLong()).isEqualTo(29_910);
        assertThat(answer.at("/grid/load").asDouble()).isEqualTo(0.75);
        assertThat(answer.at("/grid/measured").asDouble()).isCloseTo(0.003, within(1e-9));
        assertThat(answer.at("/grid/report/progress/keysExpected").asLong()).isEqualTo(600);
    }

    @Test
    void transfers_underWay_areShownByMember() {
        JsonNode answer = json(admin.get("/api/v1/caches/pages/transfers"));

        assertThat(answer.path("members").findValuesAsText("member")).containsExactly("a", "b", "c");
        assertThat(answer.at("/members/0/report/left").asInt()).isEqualTo(32);
        assertThat(answer.at("/members/0/report/remainingMillis").asLong()).isEqualTo(4_000);
    }

    @Test
    void tombstones_threeMembers_areShownWithWhoBlocksThem() {
        JsonNode answer = json(admin.get("/api/v1/caches/pages/tombstones"));

        assertThat(answer.path("members").findValuesAsText("member")).containsExactly("a", "b", "c");
        JsonNode tombstones = answer.at("/members/1/report");
        assertThat(tombstones.path("live").asLong()).isEqualTo(21);
        assertThat(tombstones.at("/blockedBy/c").asLong()).isEqualTo(24);
        assertThat(tombstones.path("clearedAt").asText()).isEqualTo("1970-01-01T00:00:28Z");
    }

    @Test
    void consistency_threeMembers_areShownWithWhoIsSlow() {
        JsonNode answer = json(admin.get("/api/v1/caches/pages/consistency"));

        assertThat(answer.path("members").findValuesAsText("member")).containsExactly("a", "b", "c");
        JsonNode report = answer.at("/members/1/report");
        assertThat(report.at("/writes/unknown").asLong()).isEqualTo(53);
        assertThat(report.at("/reads/mismatches").asLong()).isEqualTo(63);
        assertThat(report.at("/slowMembers/0").asText()).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistency", "tombstones"})
    void consistencyAndTombstones_noVersions_areEmpty(String what) {
        membersSay(() -> CompletableFuture.completedFuture(List.of(MemberReport.unanswered("a"))));

        assertThat(json(admin.get("/api/v1/caches/pages/" + what))
                        .path("members")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void filter_noNegativeLookup_isEmpty() {
        membersSay(() -> CompletableFuture.completedFuture(List.of(MemberReport.unanswered("a"))));

        JsonNode answer = json(admin.get("/api/v1/caches/pages/filter"));

        assertThat(answer.path("grid").isNull()).isTrue();
        assertThat(answer.path("members").isEmpty()).isTrue();
    }

    @Test
    void members_oneIsSilent_isShownAsSilentAndTheOthersAnswer() {
        membersSay(() -> CompletableFuture.completedFuture(List.of(FakeGrid.says("a"), MemberReport.unanswered("b"))));

        JsonNode members = json(admin.get("/api/v1/members")).path("members");

        assertThat(members.findValuesAsText("answered")).containsExactly("true", "false", "false");
        assertThat(json(admin.get("/api/v1/overview")).path("verdict").asText()).isEqualTo("AMBER");
    }

    @Test
    void members_oneIsMissing_isNamedInRowsOfItsOwnAndCounted() {
        MissingMember lost = new MissingMember("d", Instant.ofEpochSecond(-30));
        membersSay(() -> CompletableFuture.completedFuture(
                List.of(FakeGrid.says("a", List.of(lost)), FakeGrid.says("b"), MemberReport.unanswered("c"))));

        JsonNode answer = json(admin.get("/api/v1/members"));

        assertThat(answer.path("expected").asInt()).isEqualTo(4);
        assertThat(answer.at("/missing/0/name").asText()).isEqualTo("d");
        assertThat(answer.at("/missing/0/lastSeen").asText()).isEqualTo("1969-12-31T23:59:30Z");
        assertThat(answer.path("members").findValuesAsText("state")).contains("READY", "HUNG");
        JsonNode overview = json(admin.get("/api/v1/overview"));
        assertThat(overview.path("members").asInt()).isEqualTo(3);
        assertThat(overview.path("membersExpected").asInt()).isEqualTo(4);
        assertThat(overview.path("reasons").toString()).contains("Member 'd' is missing");
        assertThat(admin.get("/metrics").body().lines())
                .contains("spandrel_grid_members_expected 4")
                .contains("spandrel_member_missing_seconds{member=\"d\"} 30")
                .contains("spandrel_member_state{member=\"a\",state=\"ready\"} 1")
                .contains("spandrel_member_state{member=\"c\",state=\"hung\"} 1")
                .contains("spandrel_member_state{member=\"c\",state=\"ready\"} 0");
    }

    @Test
    void members_theGridCannotBeAsked_areAllSilent() {
        membersSay(() -> CompletableFuture.failedFuture(new IllegalStateException("stopping")));

        HttpResponse<String> answer = admin.get("/api/v1/members");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("members").findValuesAsText("answered")).containsOnly("false");
    }

    @Test
    void members_askedByManyAtOnce_asksTheGridOnce() {
        CompletableFuture<List<MemberReport>> late = new CompletableFuture<>();
        long before = console.grid.questions.get();
        membersSay(() -> late);

        List<CompletableFuture<HttpResponse<String>>> asked = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> admin.get("/api/v1/members")))
                .limit(4)
                .toList();
        late.complete(List.of(FakeGrid.says("a")));
        asked.forEach(CompletableFuture::join);

        assertThat(console.grid.questions.get() - before).isEqualTo(1);
    }

    @Test
    void events_afterANumber_areOnlyTheLaterOnes() {
        console.grid.happened(GridEvent.Kind.VIEW, "b joined");
        console.grid.happened(GridEvent.Kind.REBALANCE, "began");

        JsonNode events = json(admin.get("/api/v1/events?after=1"));

        assertThat(events.findValuesAsText("text")).containsExactly("began");
        assertThat(admin.get("/api/v1/events?after=x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"key=7, String 7", "key=7&type=string, String 7", "key=7&type=long, Long 7", "key=7&type=int, Integer 7"
    })
    void owners_keyOfAType_isAskedForAsThatType(String query, String asked) {
        assertThat(admin.get("/api/v1/caches/pages/owners?" + query).statusCode())
                .isEqualTo(200);

        assertThat(console.grid.done).containsExactly("owners of " + asked);
    }

    @ParameterizedTest
    @CsvSource({"''", "key=", "key=x&type=long", "key=99999999999&type=int", "key=1&type=uuid", "key=1&key=2"})
    void owners_unusableKey_isABadRequest(String query) {
        assertThat(admin.get("/api/v1/caches/pages/owners?" + query).statusCode())
                .isEqualTo(400);
    }

    @Test
    void cacheThatDoesNotRun_isNotFoundEverywhere() {
        for (Operation operation : document.operations()) {
            boolean creates =
                    operation.description().path("operationId").asText().equals("createCache");
            if (operation.path().contains("{name}") && !creates) {
                String body = Map.of(
                                "clear", "{\"confirm\":\"other\"}",
                                "rebalancing", "{\"enabled\":true}",
                                "change", "{\"element\":\"e\",\"attribute\":\"a\",\"value\":\"v\"}")
                        .getOrDefault(
                                operation.description().path("operationId").asText(), "");
                HttpResponse<String> answer = admin.send(
                        operation.method(),
                        operation
                                        .path()
                                        .replace("{name}", "other")
                                        .replace("{member}", "b")
                                        .replace("{id}", FakeGrid.KEY_ID)
                                + (body.isEmpty() ? "?key=k" : ""),
                        body);
                assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(404);
            }
        }
    }

    @Test
    void clear_wrongConfirmation_isRefusedAndNotDone() {
        HttpResponse<String> answer = admin.send("POST", "/api/v1/caches/pages/clear", "{\"confirm\":\"Pages\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void change_notLive_saysWhy() {
        HttpResponse<String> answer = admin.send(
                "PUT",
                "/api/v1/caches/pages/settings",
                "{\"element\":\"eviction\",\"attribute\":\"policy\",\"value\":\"lru\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).isEqualTo("policy cannot be changed at run time");
    }

    @Test
    void preview_lowerBound_tellsWhatLeavesEachMemberAndChangesNothing() {
        membersSay(() -> CompletableFuture.completedFuture(
                List.of(FakeGrid.says("a"), FakeGrid.says("b"), MemberReport.unanswered("c"))));

        JsonNode preview =
                json(admin.get("/api/v1/caches/pages/settings/preview?element=eviction&attribute=max-count&value=30"));

        assertThat(preview.path("unit").asText()).isEqualTo("ENTRIES");
        assertThat(preview.at("/members/0"))
                .hasToString(
                        "{\"member\":\"a\",\"answered\":true,\"bound\":1000,\"boundAfter\":30,\"size\":100,\"leaving\":70}");
        assertThat(preview.at("/members/2/answered").asBoolean(true)).isFalse();
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void preview_notLive_saysWhy() {
        HttpResponse<String> answer =
                admin.get("/api/v1/caches/pages/settings/preview?element=eviction&attribute=policy&value=lru");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).isEqualTo("policy cannot be changed at run time");
    }

    @Test
    void operation_failsOnAMember_namesTheMember() {
        console.grid.outcome =
                () -> CompletableFuture.failedFuture(new GridOperationException("expire", Map.of("b", "no answer")));

        HttpResponse<String> answer = admin.send("POST", "/api/v1/caches/pages/expire", "");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).path("detail").asText()).contains("b (no answer)");
    }

    @Test
    void operation_thatMakesNoSense_isAConflict() {
        console.grid.outcome =
                () -> CompletableFuture.failedFuture(new IllegalStateException("has no <grid:eviction>"));

        assertThat(admin.send("POST", "/api/v1/caches/pages/evict", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void operation_failsUnforeseen_isToldWithoutItsReason() {
        console.grid.outcome = () -> CompletableFuture.failedFuture(new UnsupportedOperationException("inner secret"));

        HttpResponse<String> answer = admin.send("POST", "/api/v1/caches/pages/clear", "{\"confirm\":\"pages\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("inner secret").doesNotContain("Exception");
    }

    @Test
    void antiEntropy_runCheckedPausedAndResumed_isTold() {
        for (String action : List.of("run", "check", "pause", "resume")) {
            assertThat(admin.send("POST", "/api/v1/caches/pages/anti-entropy/" + action, "")
                            .statusCode())
                    .isEqualTo(204);
        }

        assertThat(console.grid.done).containsExactly("compare", "check owners", "pause", "resume");
        JsonNode first = json(admin.get("/api/v1/caches/pages/anti-entropy")).at("/members/0/report");
        assertThat(first.path("running").asBoolean()).isTrue();
        assertThat(first.path("reason").asText()).isEqualTo("rejoin");
        assertThat(first.path("segmentsDone").asLong()).isEqualTo(64);
        assertThat(first.path("remainingMillis").asLong()).isEqualTo(9_000);
        assertThat(first.at("/differences/older-value").asLong()).isEqualTo(34);
        assertThat(first.at("/notHeard/c").asText()).isEqualTo("is not in the view");
        assertThat(first.path("complete").asText()).isEqualTo("1970-01-01T00:00:30Z");
        assertThat(first.path("next").asText()).isEqualTo("1970-01-01T00:00:41Z");
    }

    @Test
    void drain_planned_showsWhatIsOwnedAndWhatIsInTheWay() {
        console.grid.drain.obstacles =
                List.of(new DrainPlan.Obstacle("pages", "wants 2 owners", "start another member", true));

        JsonNode plan = json(admin.get("/api/v1/members/b/drain"));

        assertThat(plan.at("/report/state").asText()).isEqualTo("IDLE");
        assertThat(plan.at("/report/since").isNull()).isTrue();
        assertThat(plan.at("/caches/0/segments").asInt()).isEqualTo(40);
        assertThat(plan.at("/caches/0/alone").asInt()).isEqualTo(3);
        assertThat(plan.at("/caches/0/obstacles/0/fix").asText()).isEqualTo("start another member");
        assertThat(plan.at("/caches/0/obstacles/0/ofRedundancy").asBoolean()).isTrue();
        assertThat(plan.at("/caches/0/notes/0").asText()).isEqualTo("moves entries now");
        assertThat(json(admin.get("/api/v1/drains"))).hasSize(3);
        assertThat(admin.get("/api/v1/members/nobody/drain").statusCode()).isEqualTo(404);
    }

    @Test
    void drain_begunAndCancelled_isTold() {
        console.grid.drain.obstacles = List.of();

        HttpResponse<String> begun = admin.send("POST", "/api/v1/members/b/drain", body("b", "KEEP", 60));

        assertThat(begun.statusCode()).isEqualTo(204);
        assertThat(console.grid.drain.begun).isEqualTo("KEEP within PT1M");
        assertThat(json(admin.get("/api/v1/members/b/drain"))
                        .at("/report/remainingMillis")
                        .asLong())
                .isEqualTo(60_000);
        assertThat(admin.send("POST", "/api/v1/members/b/drain/cancel", "").statusCode())
                .isEqualTo(204);
        assertThat(json(admin.get("/api/v1/members/b/drain"))
                        .at("/report/state")
                        .asText())
                .isEqualTo("IDLE");
    }

    @Test
    void drain_notAskedForProperly_isNotBegun() {
        console.grid.drain.obstacles = List.of();
        String before = console.grid.drain.begun;
        List<String> bodies = List.of(
                body("c", "KEEP", 60), "{}", body("b", "SOME", 60), body("b", "KEEP", 0), body("b", "KEEP", 86_401));

        for (String body : bodies) {
            assertThat(admin.send("POST", "/api/v1/members/b/drain", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(console.grid.drain.begun).isEqualTo(before);
    }

    @Test
    void drain_refused_tellsWhy() {
        console.grid.drain.obstacles =
                List.of(new DrainPlan.Obstacle("pages", "wants 2 owners", "start another member", true));

        HttpResponse<String> refused = admin.send("POST", "/api/v1/members/b/drain", body("b", "REDUCE", 60));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("detail").asText())
                .contains("cache 'pages' wants 2 owners: start another member");
    }

    private static String body(String confirm, String redundancy, int seconds) {
        return "{\"confirm\":\"%s\",\"redundancy\":\"%s\",\"timeoutSeconds\":%d}"
                .formatted(confirm, redundancy, seconds);
    }

    @Test
    void handoff_pausedResumedAndDropped_isTold() {
        assertThat(admin.send("POST", "/api/v1/caches/pages/handoff/b/pause", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(admin.send("POST", "/api/v1/caches/pages/handoff/b/resume", "")
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> dropped = admin.send("POST", "/api/v1/caches/pages/handoff/b/drop", "");

        assertThat(json(dropped).path("dropped").asLong()).isEqualTo(5);
        assertThat(console.grid.done).containsExactly("pause b", "resume b", "drop b");
        JsonNode first = json(admin.get("/api/v1/caches/pages/handoff")).at("/members/0/report");
        assertThat(first.path("pending").asLong()).isEqualTo(5);
        assertThat(first.path("oldestMillis").asLong()).isEqualTo(90_000);
        assertThat(first.at("/targets/0/member").asText()).isEqualTo("b");
        assertThat(first.at("/targets/0/needsRepair").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"handoff, pending, 5", "tombstones, live, 21", "anti-entropy, keys, 33"})
    void reports_ofAllCaches_nameThemAndWhoIsSilent(String what, String figure, long expected) {
        membersSay(() -> CompletableFuture.completedFuture(
                List.of(FakeGrid.says("a"), FakeGrid.says("b"), MemberReport.unanswered("c"))));

        JsonNode answer = json(admin.get("/api/v1/" + what));

        assertThat(answer.path("caches").findValuesAsText("cache")).containsExactly("pages");
        assertThat(answer.at("/caches/0/members").findValuesAsText("member"))
                .startsWith("a")
                .doesNotContain("c");
        assertThat(answer.at("/caches/0/members/1/report").path(figure).asLong())
                .isEqualTo(expected);
        assertThat(answer.at("/silent/0").asText()).isEqualTo("c");
        assertThat(json(admin.get("/api/v1/caches/pages/" + what))).isEqualTo(answer.at("/caches/0"));
    }

    @Test
    void views_aSplitAndItsMerge_areToldWithWhatWasSettled() {
        JsonNode views = json(admin.get("/api/v1/views"));

        assertThat(views.at("/0/change").asText()).isEqualTo("MERGED");
        assertThat(views.at("/0/endedAt").isNull()).isTrue();
        assertThat(views.at("/0/merged/1/0").asText()).isEqualTo("c");
        assertThat(views.at("/0/settlements/0/segments").asLong()).isEqualTo(256);
        assertThat(views.at("/1/change").asText()).isEqualTo("SPLIT");
        assertThat(views.at("/1/endedAt").asText()).isEqualTo("1970-01-01T00:00:50Z");
    }

    @Test
    void calls_threeMembers_isOfAllCallsTogetherWithEachMembersOwn() {
        JsonNode answer = json(admin.get("/api/v1/caches/pages/calls"));

        assertThat(answer.path("members").findValuesAsText("member")).containsExactly("a", "b", "c");
        assertThat(answer.at("/members/1/report/sinceStart/reads/count").asLong())
                .isEqualTo(100);
        assertThat(answer.at("/members/1/report/sinceStart/reads/p99Nanos").asLong())
                .isEqualTo(480_000);
        assertThat(answer.at("/grid/sinceStart/reads/count").asLong()).isEqualTo(300);
        assertThat(answer.at("/grid/sinceStart/reads/p50Nanos").asLong()).isEqualTo(1_000);
        assertThat(answer.at("/grid/sinceStart/reads/p999Nanos").asLong()).isEqualTo(480_000);
        assertThat(answer.at("/grid/sinceStart/writes/maxNanos").asLong()).isEqualTo(190_000);
        assertThat(answer.at("/grid/sinceStart/removes/count").asLong()).isZero();
        assertThat(answer.at("/grid/sinceStart/readPaths").toString())
                .isEqualTo("{\"MEMORY\":150,\"MEMBER\":120,\"MISSED\":30}");
        assertThat(answer.at("/members/2/report/sinceStart/readPaths/MEMBER").asLong())
                .isEqualTo(40);
        assertThat(answer.at("/grid/lastMinute/reads/count").asLong()).isEqualTo(15);
        assertThat(answer.at("/grid/lastMinute/reads/p99Nanos").asLong()).isEqualTo(1_900);
        assertThat(answer.at("/grid/lastMinute/readPaths/MEMORY").asLong()).isEqualTo(15);
        assertThat(answer.at("/members/1/report/lastMinute/reads/count").asLong())
                .isEqualTo(5);
        assertThat(answer.at("/grid/lastMinuteMillis").asLong()).isEqualTo(61_000);
    }

    @Test
    void calls_notTimed_isEmpty() {
        membersSay(() -> CompletableFuture.completedFuture(List.of(MemberReport.unanswered("a"))));

        JsonNode answer = json(admin.get("/api/v1/caches/pages/calls"));

        assertThat(answer.path("grid").isNull()).isTrue();
        assertThat(answer.path("members").isEmpty()).isTrue();
    }

    @Test
    void internalMerkle_isHowOwnersAreCompared() {
        assertThat(json(admin.get("/internal/merkle"))).isEqualTo(json(admin.get("/api/v1/anti-entropy")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"handoff", "tombstones", "anti-entropy"})
    void reports_nobodyAnswers_areEmpty(String what) {
        membersSay(() -> CompletableFuture.completedFuture(List.of(MemberReport.unanswered("a"))));

        JsonNode answer = json(admin.get("/api/v1/" + what));

        assertThat(answer.path("caches").isEmpty()).isTrue();
        assertThat(answer.at("/silent/0").asText()).isEqualTo("a");
    }

    @Test
    void aliases_withoutACache_meanTheOnlyOne() {
        assertThat(admin.send("POST", "/evict", "").statusCode()).isEqualTo(200);
        assertThat(admin.send("POST", "/trigger-expiration?cache=pages", "").statusCode())
                .isEqualTo(204);
        assertThat(admin.send("POST", "/clear?cache=pages", "").statusCode()).isEqualTo(400);
        assertThat(admin.send("POST", "/clear?cache=pages&confirm=pages", "").statusCode())
                .isEqualTo(204);

        assertThat(console.grid.done).containsExactly("evict", "expire", "clear");
    }

    @Test
    void metrics_areWrittenPerMemberInPrometheusFormat() {
        HttpResponse<String> answer = admin.get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().lines())
                .contains("# TYPE spandrel_cache_hits_total counter")
                .contains("spandrel_cache_hits_total{cache=\"pages\",member=\"b\"} 30")
                .contains("spandrel_member_up{member=\"c\"} 1")
                .contains("spandrel_handoff_throttle_bytes{cache=\"pages\",member=\"a\"} 1048576")
                .contains("spandrel_transfer_segments{cache=\"pages\",member=\"a\"} 128")
                .contains("spandrel_transfer_segments_left{cache=\"pages\",member=\"a\"} 32")
                .contains("spandrel_transfer_segments_per_second{cache=\"pages\",member=\"a\"} 8")
                .contains("spandrel_transfer_entries{cache=\"pages\",member=\"a\"} 960")
                .contains("spandrel_network_retransmits_asked_total{member=\"b\"} 11")
                .contains("spandrel_network_retransmits_asked_for_total{member=\"b\"} 12")
                .contains("spandrel_network_retransmits_sent_total{member=\"b\"} 13")
                .contains("spandrel_member_round_trip_seconds{member=\"b\",to=\"a\"} 0.00125")
                .contains("spandrel_drain_segments{member=\"b\"} 40")
                .contains("spandrel_drain_segments_at_start{member=\"b\"} 0")
                .contains("spandrel_drain_state{member=\"b\",state=\"idle\"} 1")
                .contains("spandrel_drain_state{member=\"b\",state=\"draining\"} 0")
                .contains("spandrel_eviction_bound_entries{cache=\"pages\",member=\"a\"} 1000")
                .contains("spandrel_eviction_hit_ratio_expected{cache=\"pages\",member=\"a\",scale=\"2.0\"} 0.83")
                .contains("spandrel_eviction_hit_ratio_lru{cache=\"pages\",member=\"a\",scale=\"1.0\"} 0.7")
                .contains("spandrel_eviction_hit_ratio_measured{cache=\"pages\",member=\"b\"} 0.75")
                .contains("spandrel_eviction_curve_keys{cache=\"pages\",member=\"a\"} 12")
                .contains("spandrel_eviction_curve_bytes{cache=\"pages\",member=\"a\"} 400000")
                .contains("spandrel_eviction_policy_switches_total{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_eviction_policy_chosen{cache=\"pages\",member=\"a\",policy=\"arc\"} 1")
                .contains("spandrel_eviction_policy_chosen{cache=\"pages\",member=\"a\",policy=\"lru\"} 0")
                .contains("spandrel_eviction_candidate_hit_ratio{cache=\"pages\",member=\"b\",policy=\"arc\"} 0.6")
                .contains("spandrel_eviction_premature_total{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_coordination_victims_sent_total{cache=\"pages\",member=\"a\"} 11")
                .contains("spandrel_coordination_victims_dropped_total{cache=\"pages\",member=\"a\"} 12")
                .contains("spandrel_coordination_followed_total{cache=\"pages\",member=\"a\"} 13")
                .contains("spandrel_coordination_refused_total{cache=\"pages\",member=\"a\"} 14")
                .contains("spandrel_coordination_reads_sent_total{cache=\"pages\",member=\"a\"} 15")
                .contains("spandrel_coordination_reads_dropped_total{cache=\"pages\",member=\"a\"} 16")
                .contains("spandrel_coordination_reads_heard_total{cache=\"pages\",member=\"a\"} 17")
                .contains("spandrel_coordination_evened_total{cache=\"pages\",member=\"a\"} 18")
                .contains("spandrel_coordination_uncoordinated_evictions_total{cache=\"pages\",member=\"a\"} 19")
                .contains("spandrel_consistency_writes_done_total{cache=\"pages\",member=\"a\"} 51")
                .contains("spandrel_consistency_writes_not_done_total{cache=\"pages\",member=\"a\"} 52")
                .contains("spandrel_consistency_writes_unknown_total{cache=\"pages\",member=\"a\"} 53")
                .contains("spandrel_consistency_writes_unavailable_total{cache=\"pages\",member=\"a\"} 54")
                .contains("spandrel_consistency_writes_below_level_total{cache=\"pages\",member=\"a\"} 55")
                .contains("spandrel_consistency_writes_rewritten_total{cache=\"pages\",member=\"a\"} 56")
                .contains("spandrel_consistency_writes_redirected_total{cache=\"pages\",member=\"a\"} 60")
                .contains("spandrel_consistency_writes_late_total{cache=\"pages\",member=\"a\"} 69")
                .contains("spandrel_consistency_writes_owners_left_behind_total{cache=\"pages\",member=\"a\"} 57")
                .contains("spandrel_consistency_writes_conditions_total{cache=\"pages\",member=\"a\"} 58")
                .contains("spandrel_consistency_writes_conditions_unsettled_total{cache=\"pages\",member=\"a\"} 59")
                .contains("spandrel_consistency_reads_total{cache=\"pages\",member=\"a\"} 61")
                .contains("spandrel_consistency_reads_unavailable_total{cache=\"pages\",member=\"a\"} 62")
                .contains("spandrel_consistency_reads_mismatches_total{cache=\"pages\",member=\"a\"} 63")
                .contains("spandrel_consistency_reads_speculative_total{cache=\"pages\",member=\"a\"} 64")
                .contains("spandrel_consistency_repairs_background_total{cache=\"pages\",member=\"a\"} 65")
                .contains("spandrel_consistency_repairs_blocking_total{cache=\"pages\",member=\"a\"} 66")
                .contains("spandrel_consistency_repairs_failed_total{cache=\"pages\",member=\"a\"} 67")
                .contains("spandrel_consistency_repairs_dropped_total{cache=\"pages\",member=\"a\"} 68")
                .contains("spandrel_consistency_slow_members{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_consistency_slow_members_found_total{cache=\"pages\",member=\"a\"} 71")
                .contains("spandrel_consistency_primaries_replaced_total{cache=\"pages\",member=\"a\"} 76")
                .contains("spandrel_consistency_older_not_applied_total{cache=\"pages\",member=\"a\"} 72")
                .contains("spandrel_consistency_former_primaries_refused_total{cache=\"pages\",member=\"a\"} 73")
                .contains("spandrel_consistency_clock_ahead_seconds{cache=\"pages\",member=\"a\"} 0.029")
                .contains("spandrel_consistency_clock_refused_total{cache=\"pages\",member=\"a\"} 30")
                .contains("spandrel_tombstones_live{cache=\"pages\",member=\"a\"} 21")
                .contains("spandrel_tombstones_bytes{cache=\"pages\",member=\"a\"} 2100")
                .contains("spandrel_tombstones_bytes_max{cache=\"pages\",member=\"a\"} 64000")
                .contains("spandrel_tombstones_purged_total{cache=\"pages\",member=\"b\"} 22")
                .contains("spandrel_tombstones_blocked{cache=\"pages\",member=\"b\"} 23")
                .contains("spandrel_tombstones_need_full_compare{cache=\"pages\",member=\"b\"} 25")
                .contains("spandrel_tombstones_forgotten_total{cache=\"pages\",member=\"c\"} 26")
                .contains("spandrel_tombstones_resurrections_blocked_total{cache=\"pages\",member=\"c\"} 27")
                .contains("spandrel_cache_calls_total{cache=\"pages\",member=\"a\",operation=\"read\"} 100")
                .contains("spandrel_cache_calls_total{cache=\"pages\",member=\"a\",operation=\"remove\"} 0")
                .contains(
                        "spandrel_cache_latency_seconds{cache=\"pages\",member=\"a\",operation=\"read\",quantile=\"0.5\"} 1.0E-6")
                .contains(
                        "spandrel_cache_latency_seconds{cache=\"pages\",member=\"a\",operation=\"read\",quantile=\"0.99\"} 4.8E-4")
                .contains(
                        "spandrel_cache_latency_seconds{cache=\"pages\",member=\"c\",operation=\"write\",quantile=\"0.999\"} 1.9E-4")
                .contains("spandrel_cache_latency_max_seconds{cache=\"pages\",member=\"a\",operation=\"read\"} 4.8E-4")
                .contains("spandrel_cache_reads_total{cache=\"pages\",member=\"a\",path=\"memory\"} 50")
                .contains("spandrel_grid_reads_total{cache=\"pages\",path=\"missed\"} 30")
                .contains("spandrel_grid_calls_total{cache=\"pages\",operation=\"write\"} 60")
                .contains("spandrel_grid_latency_seconds{cache=\"pages\",operation=\"read\",quantile=\"0.5\"} 1.0E-6")
                .contains("spandrel_grid_latency_max_seconds{cache=\"pages\",operation=\"read\"} 4.8E-4")
                .contains("spandrel_filter_segments_ready{cache=\"pages\",member=\"a\"} 3")
                .contains("spandrel_filter_segments_rebuilding{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_filter_keys{cache=\"pages\",member=\"b\"} 800")
                .contains("spandrel_filter_keys_departed{cache=\"pages\",member=\"b\"} 40")
                .contains("spandrel_filter_bytes{cache=\"pages\",member=\"b\"} 1200")
                .contains("spandrel_filter_load{cache=\"pages\",member=\"a\"} 0.75")
                .contains("spandrel_filter_bits_per_key{cache=\"pages\",member=\"a\"} 12")
                .contains("spandrel_filter_false_positives_expected{cache=\"pages\",member=\"a\"} 0.0015")
                .contains("spandrel_filter_false_positives_measured{cache=\"pages\",member=\"a\"} 0.003")
                .contains("spandrel_filter_absent_total{cache=\"pages\",member=\"c\"} 9970")
                .contains("spandrel_filter_maybe_total{cache=\"pages\",member=\"c\"} 530")
                .contains("spandrel_filter_maybe_in_vain_total{cache=\"pages\",member=\"c\"} 30")
                .contains("spandrel_filter_bypassed_total{cache=\"pages\",member=\"c\"} 7")
                .contains("spandrel_filter_store_reads_saved_total{cache=\"pages\",member=\"c\"} 9960")
                .contains("spandrel_filter_audits_total{cache=\"pages\",member=\"c\"} 10")
                .contains("spandrel_filter_audit_failures_total{cache=\"pages\",member=\"c\"} 0")
                .contains("spandrel_filter_rebuilds_total{cache=\"pages\",member=\"c\"} 5")
                .contains("spandrel_filter_kicks_total{cache=\"pages\",member=\"c\"} 21")
                .contains("spandrel_filter_rebuild_segments{cache=\"pages\",member=\"c\"} 1")
                .contains("spandrel_filter_rebuild_keys{cache=\"pages\",member=\"c\"} 60")
                .contains("spandrel_filter_copies_held{cache=\"pages\",member=\"c\"} 12")
                .contains("spandrel_filter_copies_bytes{cache=\"pages\",member=\"c\"} 4096")
                .contains("spandrel_filter_copies_received_total{cache=\"pages\",member=\"c\"} 15")
                .contains("spandrel_filter_copies_dropped_total{cache=\"pages\",member=\"c\"} 3")
                .contains("spandrel_filter_copies_uneconomic_total{cache=\"pages\",member=\"c\"} 1")
                .contains("spandrel_filter_copies_reads_saved_total{cache=\"pages\",member=\"c\"} 5000")
                .contains("spandrel_filter_copies_granted{cache=\"pages\",member=\"c\"} 6")
                .contains("spandrel_filter_copies_announced_total{cache=\"pages\",member=\"c\"} 70")
                .contains("spandrel_filter_copies_waits_total{cache=\"pages\",member=\"c\"} 40")
                .contains("spandrel_filter_copies_audits_total{cache=\"pages\",member=\"c\"} 8")
                .contains("spandrel_filter_copies_audit_failures_total{cache=\"pages\",member=\"c\"} 0")
                .contains("spandrel_filter_copies_miss_seconds{cache=\"pages\",member=\"c\"} 9.0E-5")
                .contains("spandrel_filter_copies_probe_seconds{cache=\"pages\",member=\"c\"} 1.2E-7")
                .contains("spandrel_anti_entropy_running{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_anti_entropy_paused{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_anti_entropy_segments_done{cache=\"pages\",member=\"a\"} 64")
                .contains("spandrel_anti_entropy_segments{cache=\"pages\",member=\"a\"} 256")
                .contains("spandrel_anti_entropy_owners_not_heard{cache=\"pages\",member=\"a\"} 1")
                .contains("spandrel_anti_entropy_runs_total{cache=\"pages\",member=\"a\"} 32")
                .contains("spandrel_anti_entropy_keys_total{cache=\"pages\",member=\"a\"} 33")
                .contains("spandrel_anti_entropy_repaired_total{cache=\"pages\",member=\"a\"} 35")
                .contains("spandrel_anti_entropy_not_repaired_total{cache=\"pages\",member=\"a\"} 36")
                .contains("spandrel_anti_entropy_bytes_total{cache=\"pages\",member=\"a\"} 37")
                .contains(
                        "spandrel_anti_entropy_differences_total{cache=\"pages\",member=\"a\",cause=\"older-value\"} 34")
                .contains("spandrel_handoff_hints_pending{cache=\"pages\",member=\"a\"} 5")
                .contains("spandrel_handoff_hints_bytes{cache=\"pages\",member=\"a\"} 700")
                .contains("spandrel_handoff_oldest_hint_seconds{cache=\"pages\",member=\"a\"} 90")
                .contains("spandrel_handoff_hints_created_total{cache=\"pages\",member=\"a\"} 40")
                .contains("spandrel_handoff_hints_succeeded_total{cache=\"pages\",member=\"a\"} 30")
                .contains("spandrel_handoff_hints_failed_total{cache=\"pages\",member=\"a\"} 6")
                .contains("spandrel_handoff_hints_expired_total{cache=\"pages\",member=\"a\"} 3")
                .contains("spandrel_handoff_hints_dropped_total{cache=\"pages\",member=\"a\"} 2")
                .contains("spandrel_handoff_target_pending{cache=\"pages\",member=\"a\",target=\"b\"} 5")
                .contains("spandrel_handoff_target_paused{cache=\"pages\",member=\"a\",target=\"b\"} 1")
                .contains("spandrel_handoff_target_needs_repair{cache=\"pages\",member=\"a\",target=\"b\"} 1")
                .contains("spandrel_member_cpu_load{member=\"a\"} 0.25")
                .allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-z_]+(\\{.+})? [-0-9.E]+"));
    }
}
