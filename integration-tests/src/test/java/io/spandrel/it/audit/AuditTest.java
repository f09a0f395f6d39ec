package io.spandrel.it.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    private static final String COMPONENTS = """
            {"components":[
              {"purl":"pkg:maven/org.example/good@1.0?type=jar"},
              {"purl":"pkg:maven/org.example/bad@2.0?type=jar"},
              {"purl":"pkg:maven/io.spandrel/spandrel-configuration@0.1.0?type=jar"}
            ]}
            """;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer server;
    private Path components;
    private String asked = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        components = Files.writeString(directory.resolve("sbom.json"), COMPONENTS);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void run_somethingIsKnown_namesItAndFails() {
        answer(200, "{\"results\":[{\"vulns\":[{\"id\":\"GHSA-1\"},{\"id\":\"CVE-2\"}]},{}]}");

        assertThat(run(components)).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("pkg:maven/org.example/bad@2.0 GHSA-1 CVE-2")
                .contains("2 components, 1 with advisories");
        assertThat(asked)
                .contains("\"purl\":\"pkg:maven/org.example/good@1.0\"")
                .doesNotContain("io.spandrel");
    }

    @Test
    void run_nothingIsKnown_succeeds() {
        answer(200, "{\"results\":[{},{}]}");

        assertThat(run(components)).isZero();
    }

    @Test
    void run_noAnswerForEach_isNoSuccess() throws IOException {
        answer(200, "{\"results\":[{}]}");
        assertThat(run(components)).isEqualTo(2);
        server.removeContext("/v1/querybatch");
        assertThat(run(components)).isEqualTo(2);
        assertThat(run(Files.writeString(directory.resolve("none.json"), "{}"))).isEqualTo(2);
        server.stop(0);
        assertThat(run(components)).isEqualTo(2);

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("nothing is known"));
    }

    private int run(Path file) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return Audit.run(List.of(file), new Advisories(address), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private void answer(int status, String body) {
        server.createContext("/v1/querybatch", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
