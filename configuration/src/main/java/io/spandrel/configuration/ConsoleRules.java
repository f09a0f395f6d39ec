package io.spandrel.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
        console.tokenKeys().ifPresent(this::keysOfOthers);
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

    /* Who can change the keys on their way here makes himself whoever he likes. */
    private void keysOfOthers(String keys) {
        String scheme = keys.substring(0, Math.max(0, keys.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return;
        }
        @Nullable String host = host(keys);
        if (host == null) {
            find("token-keys", "is not the address of a JWK set", "write it as https://host/path");
        } else if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
            find("token-keys", "is not fetched from another machine without TLS", "write https:// instead of http://");
        }
    }

    private static @Nullable String host(String address) {
        try {
            return new URI(address).getHost();
        } catch (URISyntaxException e) {
            return null;
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
