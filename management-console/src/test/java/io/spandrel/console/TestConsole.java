package io.spandrel.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.ConsoleConfigurationBuilder;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.Spandrel;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import io.spandrel.console.security.UserFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;

/**
 * A console over a {@link FakeGrid} on a free port of loopback, with one user per role, named like it, all with the same
 * password, and a client for it.
 */
final class TestConsole implements AutoCloseable {

    static final String PASSWORD = "correct horse";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path USERS = users();

    final FakeGrid grid = new FakeGrid();
    final FakeClock clock = new FakeClock();
    final ConsoleServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    TestConsole() {
        this(Limits.DEFAULT);
    }

    TestConsole(Limits limits) {
        this(limits, console -> {});
    }

    TestConsole(Limits limits, Consumer<ConsoleConfigurationBuilder> change) {
        server = ConsoleServer.start(configuration(change), limits, grid, clock);
    }

    /** A configuration with this class's users and a free port, changed as asked for. */
    static ConsoleConfiguration configuration(Consumer<ConsoleConfigurationBuilder> change) {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        ConsoleConfigurationBuilder console = Spandrel.container(global)
                .console()
                .port(0)
                .users(USERS.resolve("users.properties").toString())
                .groups(USERS.resolve("groups.properties").toString());
        change.accept(console);
        return global.build().module(GridContainerConfiguration.class).console();
    }

    /* Hashing is slow on purpose, hence once for all tests. */
    private static Path users() {
        try {
            Path directory = Files.createTempDirectory("console-users");
            UserFiles files = new UserFiles(
                    directory.resolve("users.properties"), Optional.of(directory.resolve("groups.properties")));
            for (Role role : Role.values()) {
                files.put(role.label(), PASSWORD.toCharArray(), role);
            }
            return directory;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    URI uri(String path) {
        return URI.create(server.address().toString().replaceAll("/$", "") + path);
    }

    HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(request(method, path, body));
    }

    HttpResponse<String> logIn(String user, String password) {
        return send("POST", "/api/v1/session", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    }

    /** A page's session: what it sends along with every request. */
    Login logIn(Role role) {
        HttpResponse<String> answer = logIn(role.label(), PASSWORD);
        if (answer.statusCode() != 200) {
            throw new AssertionError("login: " + answer.statusCode() + " " + answer.body());
        }
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new Login(this, cookie, json(answer).path("csrfToken").asText());
    }

    record Login(TestConsole console, String cookie, String csrfToken) {

        HttpRequest.Builder request(String method, String path, String body) {
            HttpRequest.Builder request = console.request(method, path, body).header("Cookie", cookie);
            return method.equals("GET") ? request : request.header("X-CSRF-Token", csrfToken);
        }

        HttpResponse<String> send(String method, String path, String body) {
            return console.send(request(method, path, body));
        }

        HttpResponse<String> get(String path) {
            return send("GET", path, "");
        }
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + answer.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
