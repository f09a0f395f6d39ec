package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.ConsoleConfigurationBuilder;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.ShowValues;
import io.spandrel.configuration.Spandrel;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import io.spandrel.console.security.UserDirectory;
import io.spandrel.console.security.UserFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    @TempDir
    private Path directory;

    @Test
    void start_withoutUsers_isRefusedAndSaysHowToAddOne() {
        refused(console -> {})
                .hasMessageContaining("<grid:console> users")
                .hasMessageContaining("does not start without a user")
                .hasMessageContaining("io.spandrel.console.AddUser");
    }

    @Test
    void start_usersFileIsMissing_isRefused() {
        refused(console -> console.users(file("absent"))).hasMessageContaining("there is no file " + file("absent"));
    }

    @Test
    void start_usersFileIsEmpty_isRefused() throws IOException {
        Files.writeString(directory.resolve("users"), "# nobody yet\n");

        refused(console -> console.users(file("users"))).hasMessageContaining("holds no user");
    }

    @Test
    void start_passwordInTheClear_isRefusedWithoutShowingIt() throws IOException {
        Files.writeString(directory.resolve("users"), "alice=wonderland\n");

        refused(console -> console.users(file("users")))
                .hasMessageContaining("user 'alice' is not a password hash")
                .hasMessageNotContaining("wonderland");
    }

    @Test
    void start_noUserHasARole_isRefused() throws IOException {
        put("alice");
        Files.writeString(directory.resolve("groups"), "alice=reader,writer\n");

        refused(console -> console.users(file("users")).groups(file("groups")))
                .hasMessageContaining("<grid:console> groups=")
                .hasMessageContaining("viewer, operator and admin");
        refused(console -> console.users(file("users"))).hasMessageContaining("<grid:console> groups");
    }

    @Test
    void start_realmDirectoryMissingOrEmpty_isRefused() {
        refused(console -> console.realmPath(file("absent"))).hasMessageContaining("is not a directory");
        refused(console -> console.realmPath(directory.toString())).hasMessageContaining("holds no user");
    }

    @Test
    void start_realmDirectory_letsItsUsersIn() throws IOException {
        new UserDirectory(directory.resolve("realm")).put("alice", "correct horse".toCharArray(), Role.OPERATOR);

        try (ConsoleServer server = start(configuration(console -> console.realmPath(file("realm"))))) {
            String body = "{\"username\":\"alice\",\"password\":\"correct horse\"}";
            String answer = RawHttp.send(
                    server.address(),
                    "POST /api/v1/session HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: "
                            + body.length(),
                    body);
            assertThat(answer).contains("\"roles\":[\"viewer\",\"operator\"]");
        }
    }

    @Test
    void start_addressOfOthersWithoutTls_isRefused() throws IOException {
        put("alice");
        ConsoleConfiguration open = new ConsoleConfiguration(
                "0.0.0.0",
                0,
                Optional.of(file("users")),
                Optional.of(file("groups")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "sub",
                "roles",
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                ShowValues.ADMIN);

        assertThatThrownBy(() -> start(open))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bind-address=\"0.0.0.0\"")
                .hasMessageContaining("needs TLS");
    }

    @Test
    void start_portInUse_isRefusedAndLeavesNoThreads() throws IOException {
        put("alice");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(console ->
                            console.users(file("users")).groups(file("groups")).port(taken.getLocalPort()))
                    .hasMessageContaining("port=\"" + taken.getLocalPort() + "\"")
                    .hasMessageContaining("free one");
        }
        await().until(() -> threads().isEmpty());
    }

    @Test
    void close_givesBackPortAndThreadsEvenWithAnOpenStream() throws IOException {
        TestConsole console = new TestConsole();
        URI address = console.server.address();
        SseClient client = new SseClient(console.logIn(Role.VIEWER).request("GET", "/api/v1/stream", ""));
        await().until(() -> !client.events("sample").isEmpty());
        assertThat(threads()).isNotEmpty();

        console.close();

        assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(ConnectException.class);
        new ServerSocket(address.getPort(), 1, InetAddress.getLoopbackAddress()).close();
        await().until(() -> threads().isEmpty());
        await().until(client::isOver);
    }

    private AbstractThrowableAssert<?, ?> refused(Consumer<ConsoleConfigurationBuilder> change) {
        ThrowingCallable start = () -> start(configuration(change)).close();
        return assertThatThrownBy(start).isInstanceOf(ConfigException.class);
    }

    private static ConsoleServer start(ConsoleConfiguration configuration) {
        return ConsoleServer.start(configuration, Limits.DEFAULT, new FakeGrid(), new FakeClock());
    }

    private static ConsoleConfiguration configuration(Consumer<ConsoleConfigurationBuilder> change) {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        change.accept(Spandrel.container(global).console().port(0));
        return global.build().module(GridContainerConfiguration.class).console();
    }

    private void put(String user) throws IOException {
        new UserFiles(directory.resolve("users"), Optional.of(directory.resolve("groups")))
                .put(user, "correct horse".toCharArray(), Role.ADMIN);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("spandrel-console"))
                .toList();
    }
}
