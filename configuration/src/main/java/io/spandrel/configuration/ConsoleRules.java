package io.spandrel.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules across the attributes of the console. */
final class ConsoleRules {

    /* Judged by the text alone: a name that resolves to loopback today may not do so tomorrow. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)\\]?");

    private final ConsoleConfiguration console;
    private final List<Finding> findings = new ArrayList<>();

    ConsoleRules(ConsoleConfiguration console) {
        this.console = console;
    }

    List<Finding> findings() {
        if (!LOOPBACK.matcher(console.bindAddress()).matches()) {
            openToOthers();
        }
        if (console.users().isPresent() && console.realmPath().isPresent()) {
            find("realm-path", "cannot stand beside users", "keep one of users and realm-path");
        }
        needs("groups", console.groups(), "users", console.users());
        needs("keystore-password", console.keystorePassword(), "keystore", console.keystore());
        needs("client-ca", console.clientCa(), "keystore", console.keystore());
        /* A token whose issuer or audience nobody compares may have been made for somebody else. */
        needs("token-keys", console.tokenKeys(), "token-issuer", console.tokenIssuer());
        needs("token-keys", console.tokenKeys(), "token-audience", console.tokenAudience());
        needs("token-issuer", console.tokenIssuer(), "token-keys", console.tokenKeys());
        needs("token-audience", console.tokenAudience(), "token-keys", console.tokenKeys());
        if (console.sessionIdle().compareTo(console.sessionMax()) > 0) {
            find(
                    "session-idle",
                    "must not be longer than session-max, which is " + Durations.format(console.sessionMax()),
                    "lower session-idle or raise session-max");
        }
        return findings;
    }

    private void openToOthers() {
        if (console.keystore().isEmpty()) {
            find("bind-address", "is not loopback and needs TLS", "set keystore, or bind to 127.0.0.1");
        }
        if (console.users().isEmpty() && console.realmPath().isEmpty()) {
            find("bind-address", "is not loopback and needs users", "set users or realm-path, or bind to 127.0.0.1");
        }
    }

    private void needs(String attribute, Optional<String> value, String other, Optional<String> otherValue) {
        if (value.isPresent() && otherValue.isEmpty()) {
            find(attribute, "needs " + other, "set " + other + " too, or remove " + attribute);
        }
    }

    private void find(String attribute, String rule, String fix) {
        findings.add(new Finding("console", attribute, rule, fix));
    }
}
