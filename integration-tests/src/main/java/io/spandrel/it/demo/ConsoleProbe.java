package io.spandrel.it.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spandrel.it.console.ConsoleUser;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Logs in to the console as a browser does and asks it for the members. Used by one thread. */
final class ConsoleProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    private final URI api;
    private final ConsoleUser user;

    ConsoleProbe(URI console, ConsoleUser user) {
        this.api = console.resolve("api/v1/");
        this.user = user;
    }

    /**
     * Waits until the console shows {@code expected} members, all answering.
     *
     * @throws DemoException if it refuses the login, or still shows another number after 15 s
     */
    void awaitMembers(int expected) {
        try {
            logIn();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            int seen = members();
            while (seen != expected && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(250);
                seen = members();
            }
            if (seen != expected) {
                throw new DemoException("the console shows " + seen + " answering members instead of " + expected);
            }
        } catch (IOException e) {
            throw new DemoException("the console does not answer at " + api, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }

    private void logIn() throws IOException, InterruptedException {
        String body = json.writeValueAsString(Map.of("username", user.name(), "password", user.password()));
        ask(HttpRequest.newBuilder(api.resolve("session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private int members() throws IOException, InterruptedException {
        int answering = 0;
        for (JsonNode member :
                ask(HttpRequest.newBuilder(api.resolve("members"))).path("members")) {
            answering += member.path("report").path("answered").asBoolean() ? 1 : 0;
        }
        return answering;
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.timeout(PATIENCE).build();
        HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new DemoException(
                    "the console answers " + response.statusCode() + " to " + built.method() + " " + built.uri());
        }
        return json.readTree(response.body());
    }
}
