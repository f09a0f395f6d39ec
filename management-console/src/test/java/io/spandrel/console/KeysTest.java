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

class KeysTest {

    private static final String KEYS = "/api/v1/caches/pages/keys";

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
    void page_askedForWithEverything_isPassedOn() {
        JsonNode page = json(viewer.get(KEYS + "?after=0-0000000000000001&match=contains&text=a%20b&limit=7"));

        assertThat(console.grid.done).containsExactly("keys CONTAINS 'a b' after 0-0000000000000001, 7");
        assertThat(page.at("/keys/0/key/text").asText()).isEqualTo("page-7");
        assertThat(page.at("/keys/1/version").isNull()).isTrue();
        assertThat(page.path("next").asText()).isEqualTo(FakeGrid.KEY_ID);
        assertThat(page.path("silent").path(0).asText()).isEqualTo("c");
    }

    @Test
    void page_askedForWithNothing_isTheFirstHundred() {
        viewer.get(KEYS);
        viewer.get("/internal/keys");

        assertThat(console.grid.done)
                .containsExactly("keys PREFIX '' after null, 100", "keys PREFIX '' after null, 100");
    }

    @Test
    void page_askedForWrongly_isRefused() {
        for (String query : List.of("limit=0", "limit=501", "limit=x", "match=suffix")) {
            assertThat(viewer.get(KEYS + "?" + query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(viewer.get("/api/v1/caches/none/keys").statusCode()).isEqualTo(404);
    }

    @Test
    void copies_gone_areNotFound() {
        assertThat(viewer.get(KEYS + "/" + FakeGrid.KEY_ID).statusCode()).isEqualTo(200);
        assertThat(viewer.get(KEYS + "/1-0000000000000008").statusCode()).isEqualTo(404);
    }

    @Test
    void copies_ofATypedKey_areThoseOfTheTypedKey() {
        viewer.get("/api/v1/caches/pages/copies?key=7&type=long");

        assertThat(console.grid.done).contains("copies of Long 7");
        assertThat(viewer.get("/api/v1/caches/pages/copies?key=x&type=long").statusCode())
                .isEqualTo(400);
    }

    @Test
    void values_byDefault_areForAdminsOnly() {
        for (Role role : Role.values()) {
            assertThat(seesValue(console, role)).as(role.label()).isEqualTo(role == Role.ADMIN);
        }
    }

    @Test
    void values_shownToOperators_areForThemAndAdmins() {
        try (TestConsole open = showing(ShowValues.OPERATOR)) {
            for (Role role : Role.values()) {
                assertThat(seesValue(open, role)).as(role.label()).isEqualTo(role != Role.VIEWER);
            }
        }
    }

    @Test
    void values_shownToNone_areForNobody() {
        try (TestConsole closed = showing(ShowValues.NONE)) {
            for (Role role : Role.values()) {
                assertThat(seesValue(closed, role)).as(role.label()).isFalse();
            }
        }
    }

    private static TestConsole showing(ShowValues least) {
        return new TestConsole(Limits.DEFAULT, configuration -> configuration.showValues(least));
    }

    private static boolean seesValue(TestConsole console, Role role) {
        JsonNode copies = json(console.logIn(role).get(KEYS + "/" + FakeGrid.KEY_ID));
        boolean shown = copies.path("valuesShown").asBoolean();
        assertThat(copies.toString().contains("secret")).isEqualTo(shown);
        return shown;
    }
}
