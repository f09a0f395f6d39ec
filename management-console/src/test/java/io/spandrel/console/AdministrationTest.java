package io.spandrel.console;

import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating and removing caches. */
class AdministrationTest {

    private final TestConsole console = new TestConsole();
    private final Login admin = console.logIn(Role.ADMIN);

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "application/xml, XML",
        "application/json, JSON",
        "application/yaml, YAML",
        "Application/XML;charset=utf-8, XML"
    })
    void create_fromEachLanguage_isDone(String type, String format) {
        HttpResponse<String> created = create("orders", type, "text");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).path("permanent").asBoolean()).isTrue();
        assertThat(json(created).path("configuration").asText()).isEqualTo(format + " text");
        assertThat(console.grid.done).containsExactly("create orders " + format + " text");
        awaitAudited("POST /api/v1/caches/{name} on orders: done");
    }

    @Test
    void create_anotherMediaType_isRefused() {
        HttpResponse<String> refused = create("orders", "text/plain", "text");

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("application/json or application/xml or application/yaml");
        assertThat(admin.send("POST", "/api/v1/caches/pages/clear", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void create_wrongText_tellsEachProblemWithItsPlace() {
        HttpResponse<String> refused = create("orders", "application/xml", "wrong");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(refused);
        assertThat(problem.path("detail").asText()).isEqualTo("Cache 'orders' is not created: wrong");
        assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(problem.at("/problems/0/column").asInt()).isEqualTo(5);
        assertThat(problem.at("/problems/0/element").asText()).isEqualTo("eviction");
        assertThat(problem.at("/problems/0/attribute").asText()).isEqualTo("max-count");
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void create_asDryRun_answersWhatIsWrongAndChangesNothing() {
        HttpResponse<String> right = create("orders?dryRun=true", "application/xml", "text");
        HttpResponse<String> wrong = create("orders?dryRun=true", "application/xml", "wrong");

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(json(right).path("configuration").asText()).isEqualTo("XML text");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(json(wrong).at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(console.grid.done).isEmpty();
        assertThat(audited()).isEmpty();
    }

    @Test
    void dryRun_ofWhatHasNone_isDoneAndAudited() {
        assertThat(admin.send("POST", "/api/v1/caches/pages/clear?dryRun=true", "{\"confirm\":\"pages\"}")
                        .statusCode())
                .isEqualTo(204);

        awaitAudited("POST /api/v1/caches/{name}/clear on pages: done");
    }

    @Test
    void createAndRemove_byOthersThanAdmin_areForbidden() {
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
            Login login = console.logIn(role);

            assertThat(login.send("POST", "/api/v1/caches/orders", "{}").statusCode())
                    .isEqualTo(403);
            assertThat(login.send("POST", "/api/v1/caches/orders?dryRun=true", "{}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(login.get("/api/v1/caches/pages/removal").statusCode()).isEqualTo(403);
            assertThat(login.send("DELETE", "/api/v1/caches/pages?confirm=pages", "")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void remove_withItsNameTyped_isDone() {
        JsonNode removal = json(admin.get("/api/v1/caches/pages/removal"));
        assertThat(removal.path("listeners").asInt()).isEqualTo(2);
        assertThat(removal.at("/members/0/member").asText()).isEqualTo("a");
        assertThat(removal.at("/members/0/entries").asLong()).isEqualTo(100);
        assertThat(removal.at("/members/0/owed").asLong()).isEqualTo(5);

        assertThat(admin.send("DELETE", "/api/v1/caches/pages?confirm=pages", "")
                        .statusCode())
                .isEqualTo(204);

        assertThat(console.grid.done).containsExactly("remove pages");
        awaitAudited("DELETE /api/v1/caches/{name} on pages: done");
    }

    @Test
    void remove_notConfirmedOrNotThere_isRefused() {
        assertThat(admin.send("DELETE", "/api/v1/caches/pages", "").statusCode())
                .isEqualTo(400);
        assertThat(admin.send("DELETE", "/api/v1/caches/pages?confirm=page", "").statusCode())
                .isEqualTo(400);
        assertThat(admin.send("DELETE", "/api/v1/caches/nobody?confirm=nobody", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(console.grid.done).isEmpty();
    }

    @Test
    void remove_somethingIsInTheWay_tellsWhat() {
        console.grid.administration.obstacles = List.of("another cache depends on it");

        HttpResponse<String> refused = admin.send("DELETE", "/api/v1/caches/pages?confirm=pages", "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("another cache depends on it");
    }

    private HttpResponse<String> create(String path, String type, String text) {
        return console.send(
                admin.request("POST", "/api/v1/caches/" + path, text).setHeader("Content-Type", type));
    }

    /* The line is written when the answer is on its way already. */
    private void awaitAudited(String line) {
        await().untilAsserted(() -> assertThat(audited()).containsExactly(line));
    }

    private List<String> audited() {
        return json(admin.get("/api/v1/audit"))
                .valueStream()
                .filter(entry -> !entry.path("did").asText().equals("login"))
                .filter(entry -> !entry.path("did").asText().contains("session"))
                .map(entry ->
                        entry.path("did").asText() + " on " + entry.path("on").asText() + ": "
                                + entry.path("outcome").asText())
                .toList();
    }
}
