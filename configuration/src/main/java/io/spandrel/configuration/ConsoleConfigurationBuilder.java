package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:console>}. */
public final class ConsoleConfigurationBuilder
        extends ElementBuilder<GridContainerConfigurationBuilder, ConsoleConfigurationBuilder> {

    ConsoleConfigurationBuilder(GridContainerConfigurationBuilder parent) {
        super(parent, parent.draft(), "console");
    }

    /** Address the console listens on. One that is not loopback needs TLS and users. */
    public ConsoleConfigurationBuilder bindAddress(String bindAddress) {
        return text("bind-address", bindAddress);
    }

    /** Port the console listens on; 0 takes a free one. */
    public ConsoleConfigurationBuilder port(int port) {
        return count("port", port);
    }

    /** File of users and their password hashes, an Elytron properties realm. Absent: no such realm. */
    public ConsoleConfigurationBuilder users(String users) {
        return text("users", users);
    }

    /** File of users and their roles, beside users. Absent: nobody has a role. */
    public ConsoleConfigurationBuilder groups(String groups) {
        return text("groups", groups);
    }

    /** Directory of an Elytron file-system realm, in place of users and groups. Absent: no such realm. */
    public ConsoleConfigurationBuilder realmPath(String realmPath) {
        return text("realm-path", realmPath);
    }

    /** Key store with the certificate for TLS. Absent: no TLS. */
    public ConsoleConfigurationBuilder keystore(String keystore) {
        return text("keystore", keystore);
    }

    /** Password of the key store. Absent: none. */
    public ConsoleConfigurationBuilder keystorePassword(String keystorePassword) {
        return text("keystore-password", keystorePassword);
    }

    /** Trust store of the authorities whose client certificates are accepted. Absent: no mutual TLS. */
    public ConsoleConfigurationBuilder clientCa(String clientCa) {
        return text("client-ca", clientCa);
    }

    /**
     * File of the public keys that sign bearer tokens of others, PEM or a JWK set, or the https address of such a set. Absent: no
     * such token is accepted.
     */
    public ConsoleConfigurationBuilder tokenKeys(String tokenKeys) {
        return text("token-keys", tokenKeys);
    }

    /** Who must have issued such a token, its claim iss. Absent: nobody. */
    public ConsoleConfigurationBuilder tokenIssuer(String tokenIssuer) {
        return text("token-issuer", tokenIssuer);
    }

    /** For whom such a token must be meant, its claim aud. Absent: nobody. */
    public ConsoleConfigurationBuilder tokenAudience(String tokenAudience) {
        return text("token-audience", tokenAudience);
    }

    /** Claim of such a token that names the user. */
    public ConsoleConfigurationBuilder tokenUser(String tokenUser) {
        return text("token-user", tokenUser);
    }

    /** Claim of such a token that holds the user's roles, with dots for claims in claims. */
    public ConsoleConfigurationBuilder tokenRoles(String tokenRoles) {
        return text("token-roles", tokenRoles);
    }

    /** A login ends after so long without a request. */
    public ConsoleConfigurationBuilder sessionIdle(Duration sessionIdle) {
        return duration("session-idle", sessionIdle);
    }

    /** A login ends after so long in any case. */
    public ConsoleConfigurationBuilder sessionMax(Duration sessionMax) {
        return duration("session-max", sessionMax);
    }

    /** Least role that sees cached values. */
    public ConsoleConfigurationBuilder showValues(ShowValues showValues) {
        return word("show-values", showValues);
    }
}
