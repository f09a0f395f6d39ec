package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Tls;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private static Path server;
    private static Path client;
    private static Path clientPem;

    @BeforeAll
    static void createKeys() throws Exception {
        server = directory.resolve("server.p12");
        client = directory.resolve("client.p12");
        clientPem = directory.resolve("client.pem");
        keytool(
                "-genkeypair",
                "-keystore",
                server,
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1");
        keytool("-genkeypair", "-keystore", client, "-alias", "client", "-dname", "CN=client");
        keytool("-exportcert", "-rfc", "-keystore", client, "-alias", "client", "-file", clientPem);
    }

    @Test
    void console_withKeystore_speaksTlsWithStrictTransportAndSecureCookie() throws Exception {
        try (ConsoleServer console = start(config(Optional.empty()))) {
            assertThat(console.address().getScheme()).isEqualTo("https");

            HttpResponse<String> answer = send(console.address(), null);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
        }
    }

    @Test
    void console_withKeystore_doesNotSpeakPlainHttp() {
        try (ConsoleServer console = start(config(Optional.empty()))) {
            assertThat(RawHttp.send(console.address(), "GET /health/live HTTP/1.1\nHost: localhost", ""))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void console_withClientCa_letsInOnlyWhoShowsACertificate() throws Exception {
        try (ConsoleServer console = start(config(Optional.of(clientPem)))) {
            assertThat(send(console.address(), client).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> send(console.address(), null)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> send(console.address(), server)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keystore_exchanged_isShownToNewClients() throws Exception {
        Path used = Files.copy(server, directory.resolve("used.p12"));
        Path renewed = directory.resolve("renewed.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                renewed,
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1");
        try (ConsoleServer console = start(config(used, Optional.empty()))) {
            assertThat(send(console.address(), server, null).statusCode()).isEqualTo(200);

            Files.copy(renewed, used, StandardCopyOption.REPLACE_EXISTING);

            await().ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> send(console.address(), renewed, null).statusCode() == 200);
            assertThatThrownBy(() -> send(console.address(), server, null)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keystore_becomesUnreadable_staysInUseUntilItIsWhole() throws Exception {
        KeyStoreProbe probe = new KeyStoreProbe();

        probe.breakFile();
        assertThatThrownBy(probe.tls::refresh).isInstanceOfAny(IOException.class, GeneralSecurityException.class);
        assertThat(probe.tls.refresh()).isFalse();
        probe.repairFile();

        assertThat(probe.tls.refresh()).isTrue();
    }

    private static final class KeyStoreProbe {

        private final Path file;
        private final Tls tls;

        KeyStoreProbe() throws IOException {
            file = Files.copy(server, directory.resolve("probe.p12"));
            tls = Tls.of(config(file, Optional.empty())).orElseThrow();
        }

        void breakFile() throws IOException {
            Files.writeString(file, "half of it");
        }

        void repairFile() throws IOException {
            Files.copy(server, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void start_keystoreWithWrongPassword_isRefusedWithoutThePassword() {
        ConsoleConfiguration wrong = TestConsole.configuration(
                console -> console.keystore(server.toString()).keystorePassword("not-the-password"));

        assertThatThrownBy(() -> start(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("<grid:console> keystore=")
                .hasMessageNotContaining("not-the-password");
    }

    @Test
    void start_keystoreOrClientCaMissing_isRefused() {
        ConsoleConfiguration missing = TestConsole.configuration(
                console -> console.keystore("nowhere.p12").keystorePassword(STORE_PASSWORD));
        ConsoleConfiguration noCa = config(Optional.of(Path.of("nowhere.pem")));

        assertThatThrownBy(() -> start(missing))
                .hasMessageContaining("keystore")
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> start(noCa)).hasMessageContaining("client-ca").hasMessageContaining("no such file");
    }

    private static ConsoleServer start(ConsoleConfiguration configuration) {
        return ConsoleServer.start(configuration, Limits.DEFAULT, new FakeGrid(), new FakeClock());
    }

    private static ConsoleConfiguration config(Optional<Path> clientCa) {
        return config(server, clientCa);
    }

    private static ConsoleConfiguration config(Path keystore, Optional<Path> clientCa) {
        return TestConsole.configuration(console -> {
            console.keystore(keystore.toString()).keystorePassword(STORE_PASSWORD);
            clientCa.ifPresent(file -> console.clientCa(file.toString()));
        });
    }

    private static HttpResponse<String> send(URI console, Path key) throws Exception {
        return send(console, server, key);
    }

    private static HttpResponse<String> send(URI console, Path authority, Path key) throws Exception {
        HttpRequest login = HttpRequest.newBuilder(console.resolve("/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"viewer\",\"password\":\"" + PASSWORD + "\"}"))
                .build();
        return HttpClient.newBuilder()
                .sslContext(trusting(authority, key))
                .build()
                .send(login, HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting(Path authority, Path key) throws Exception {
        char[] password = STORE_PASSWORD.toCharArray();
        KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
        certificates.load(null, null);
        certificates.setCertificateEntry(
                "server", KeyStore.getInstance(authority.toFile(), password).getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key == null ? null : KeyStore.getInstance(key.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool");
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-storepass", STORE_PASSWORD, "-storetype", "PKCS12"));
        if (command.contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
        }
        Path output = Files.createTempFile(directory, "keytool", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
