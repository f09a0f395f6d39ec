package io.spandrel.console;

import static io.spandrel.console.TestConsole.PASSWORD;
import static io.spandrel.console.TestConsole.basic;
import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.security.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written to the log, at its finest level. */
class SecretsTest {

    private static final String MISTYPED = "my-other-password";

    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("io.spandrel");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler keeper = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLoggerName() + " " + formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        keeper.setLevel(Level.ALL);
        ours.setLevel(Level.ALL);
        root.addHandler(keeper);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(keeper);
        ours.setLevel(null);
    }

    @Test
    void log_hasNoPasswordSessionTokenOrWhatWasTypedAsName() {
        try (TestConsole console = new TestConsole()) {
            Login admin = console.logIn(Role.ADMIN);
            console.logIn("admin", MISTYPED);
            console.logIn(MISTYPED, PASSWORD);
            console.send(console.request("GET", "/stats", "").header("Authorization", basic("admin", MISTYPED)));
            console.send(console.request("GET", "/stats", "").header("Authorization", basic("admin", PASSWORD)));
            console.grid.outcome = () -> CompletableFuture.failedFuture(new AssertionError("broken"));
            admin.send("POST", "/evict", "");
            admin.send("POST", "/evict", "{");
            admin.send("DELETE", "/api/v1/session", "");
            String token = json(console.send(
                            "POST",
                            "/api/v1/token",
                            "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(PASSWORD)))
                    .path("token")
                    .asText();
            console.send(console.request("DELETE", "/api/v1/token", "").header("Authorization", "Bearer " + token));

            String secretId = admin.cookie().substring(admin.cookie().indexOf('=') + 1);
            assertThat(lines)
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(PASSWORD)
                            || line.contains(MISTYPED)
                            || line.contains(secretId)
                            || line.contains(token)
                            || line.contains(admin.csrfToken())
                            || line.contains(basic("admin", PASSWORD).substring(6)));
        }
    }

    @Test
    void audit_saysWhoDidWhatOnWhatAndHowItWent() {
        try (TestConsole console = new TestConsole()) {
            Login operator = console.logIn(Role.OPERATOR);
            operator.send("POST", "/api/v1/caches/pages/evict", "");
            operator.send("POST", "/api/v1/caches/pages/clear", "{\"confirm\":\"pages\"}");
            operator.send("POST", "/api/v1/caches/no%22%20such%22/evict", "");
            console.logIn("operator", "wrong password");

            assertThat(audit())
                    .anyMatch(line -> line.contains("user=\"operator\" from=127.0.0.1 did=\"login\"")
                            && line.contains("outcome=\"done\""))
                    .anyMatch(line ->
                            line.contains("did=\"POST /api/v1/caches/{name}/evict\" on=\"pages\" outcome=\"done\""))
                    .anyMatch(line -> line.contains("clear\" on=\"pages\" outcome=\"403"))
                    .anyMatch(line -> line.contains("on=\"no' such'\" outcome=\"404"))
                    .anyMatch(line -> line.contains("outcome=\"wrong name or password\""));
        }
    }

    private List<String> audit() {
        return lines.stream()
                .filter(line -> line.startsWith("io.spandrel.console.audit "))
                .toList();
    }
}
