package io.spandrel.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spandrel.console.OpenApiDocument;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.spandrel.console.live.EventStreams;
import io.spandrel.console.live.History;
import io.spandrel.console.security.Audit;
import io.spandrel.console.security.LoginEndpoint;
import io.spandrel.console.security.Role;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private final OpenApiDocument document = new OpenApiDocument();
    private final List<Route> routes = new Endpoints(
                    null,
                    null,
                    null,
                    new EventStreams(
                            null,
                            new History(),
                            caller -> true,
                            Limits.DEFAULT,
                            new Refusals(),
                            "run",
                            InstantSource.system()),
                    new LoginEndpoint(null, null, null),
                    new Refusals(),
                    Optional.empty(),
                    new Audit(1, InstantSource.system()))
            .routes();

    @Test
    void document_describesExactlyTheRoutesAndTheirRoles() {
        assertThat(document.operations().stream()
                        .map(operation -> operation + " " + operation.role())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(routes.stream()
                        .map(route -> route.method() + " " + route.path() + " "
                                + route.least().map(Role::label).orElse(""))
                        .toList());
    }

    @Test
    void document_everyReference_leadsSomewhere() throws IOException {
        JsonNode root = new ObjectMapper().readTree(OpenApi.read());

        List<String> references = root.findValuesAsText("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(root.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void document_everyOperation_hasItsOwnIdItsParametersAndWhatItAnswers() {
        TreeSet<String> ids = new TreeSet<>();
        for (OpenApiDocument.Operation operation : document.operations()) {
            JsonNode description = operation.description();
            assertThat(ids.add(description.path("operationId").asText()))
                    .as("id of " + operation)
                    .isTrue();
            assertThat(description.path("responses").properties())
                    .as("answers of " + operation)
                    .anyMatch(answer -> answer.getKey().startsWith("2"));
            long variables = operation.path().chars().filter(c -> c == '{').count();
            assertThat(description.path("parameters").findValuesAsText("in"))
                    .as("parameters of " + operation)
                    .filteredOn("path"::equals)
                    .hasSize((int) variables);
        }
    }
}
