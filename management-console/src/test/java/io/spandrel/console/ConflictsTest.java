package io.spandrel.console;

import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.configuration.ShowValues;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConflictsTest {

    private static final String CONFLICTS = "/api/v1/caches/pages/conflicts";

    private static final TestConsole console = new TestConsole();
    private static final Login viewer = console.logIn(Role.VIEWER);

    @AfterAll
    static void close() {
        console.close();
    }

    @BeforeEach
    void forget() {
        console.grid.done.clear();
    }

    @Test
    void page_askedFor_isPassedOn() {
        JsonNode page = json(viewer.get(CONFLICTS + "?after=3000-2-a&limit=7"));

        assertThat(console.grid.done).containsExactly("conflicts after 3000-2-a, 7");
        assertThat(page.at("/conflicts/0/key/text").asText()).isEqualTo("page-7");
        assertThat(page.at("/conflicts/0/kept/version").asText()).isEqualTo("v1");
        assertThat(page.at("/conflicts/0/dropped/deleted").asBoolean()).isTrue();
        assertThat(page.at("/conflicts/0/resolver").asText()).isEqualTo("largest");
        assertThat(page.path("next").asText()).isEqualTo("2000-1-b");
        assertThat(page.path("silent").path(0).asText()).isEqualTo("c");
    }

    @Test
    void page_askedForWithNothing_isTheLastHundred() {
        viewer.get(CONFLICTS);

        assertThat(console.grid.done).containsExactly("conflicts after null, 100");
    }

    @Test
    void page_askedForWrongly_isRefused() {
        for (String query : List.of("limit=x", "limit=1.5")) {
            assertThat(viewer.get(CONFLICTS + "?" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(viewer.get("/api/v1/caches/none/conflicts").statusCode()).isEqualTo(404);
    }

    @Test
    void values_notAskedFor_areShownToNobody() {
        JsonNode page = json(console.logIn(Role.ADMIN).get(CONFLICTS));

        assertThat(page.path("valuesShown").asBoolean()).isFalse();
        assertThat(page.toString()).doesNotContain("secret");
    }

    @Test
    void values_askedFor_areForAdminsOnly() {
        for (Role role : Role.values()) {
            assertThat(seesValue(console, role)).as(role.label()).isEqualTo(role == Role.ADMIN);
        }
    }

    @Test
    void values_shownToNone_areForNobody() {
        try (TestConsole closed =
                new TestConsole(Limits.DEFAULT, configuration -> configuration.showValues(ShowValues.NONE))) {
            for (Role role : Role.values()) {
                assertThat(seesValue(closed, role)).as(role.label()).isFalse();
            }
        }
    }

    private static boolean seesValue(TestConsole console, Role role) {
        JsonNode page = json(console.logIn(role).get(CONFLICTS + "?values=true"));
        boolean shown = page.path("valuesShown").asBoolean();
        assertThat(page.toString().contains("secret")).isEqualTo(shown);
        return shown;
    }
}
