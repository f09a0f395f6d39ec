package io.spandrel.it.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The advisories of a server that answers as osv.dev does. */
final class Advisories {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;

    Advisories(URI server) {
        this.server = server;
    }

    /**
     * The ids of what is known against each of the components; those without any are left out.
     *
     * @param components package URLs, 1000 at most
     * @throws IOException if the server is not there, or does not answer for each
     */
    Map<String, List<String>> of(List<String> components) throws IOException, InterruptedException {
        List<Map<String, Map<String, String>>> queries = components.stream()
                .map(component -> Map.of("package", Map.of("purl", component)))
                .toList();
        HttpRequest request = HttpRequest.newBuilder(server.resolve("v1/querybatch"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("queries", queries))))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(server + " answers " + answer.statusCode());
        }
        JsonNode results = JSON.readTree(answer.body()).path("results");
        if (results.size() != components.size()) {
            throw new IOException(server + " answers for " + results.size() + " of " + components.size());
        }
        Map<String, List<String>> found = new HashMap<>();
        for (int i = 0; i < components.size(); i++) {
            List<String> ids = results.path(i).path("vulns").findValuesAsText("id");
            if (!ids.isEmpty()) {
                found.put(components.get(i), ids);
            }
        }
        return found;
    }
}
