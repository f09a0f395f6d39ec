package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddUserTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void run_files_addsTheUserAndNeverShowsThePassword() throws IOException {
        int status = run("correct horse\n", "--users", file("u"), "--groups", file("g"), "alice", "admin");

        assertThat(status).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("alice is admin")
                .doesNotContain("correct horse");
        assertThat(Files.readString(directory.resolve("g"))).isEqualToIgnoringNewLines("alice=admin");
        assertThat(Files.readString(directory.resolve("u"))).startsWith("alice=$2");
    }

    @Test
    void run_realm_addsAFileForTheUser() throws IOException {
        assertThat(run("correct horse\n", "--realm-path", file("realm"), "alice", "viewer"))
                .isZero();

        try (var written = Files.walk(directory.resolve("realm"))) {
            assertThat(written.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void run_badPassword_saysWhyAndAddsNothing() {
        assertThat(run("short\n", "--users", file("u"), "--groups", file("g"), "alice", "admin"))
                .isEqualTo(1);
        assertThat(run("", "--users", file("u"), "--groups", file("g"), "alice", "admin"))
                .isEqualTo(1);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("at least 8").contains("no password");
        assertThat(directory.resolve("u")).doesNotExist();
    }

    @Test
    void run_notUnderstood_showsHowItIsUsed() {
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("alice"),
                List.of("--users", "u", "--groups", "g", "alice", "root"),
                List.of("--users", "u", "alice", "admin"))) {
            assertThat(run("", arguments.toArray(String[]::new))).isEqualTo(2);
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("io.spandrel.console.AddUser --users");
    }

    private int run(String typed, String... arguments) {
        return AddUser.run(
                List.of(arguments),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
