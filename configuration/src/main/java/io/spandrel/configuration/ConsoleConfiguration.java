package io.spandrel.configuration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The management console served by this member.
 *
 * @param bindAddress address the console listens on. One that is not loopback needs TLS and users.
 * @param port port the console listens on; 0 takes a free one.
 * @param users file of users and their password hashes, an Elytron properties realm. Absent: no such realm.
 * @param groups file of users and their roles, beside users. Absent: nobody has a role.
 * @param realmPath directory of an Elytron file-system realm, in place of users and groups. Absent: no such realm.
 * @param keystore key store with the certificate for TLS. Absent: no TLS.
 * @param keystorePassword password of the key store. Absent: none.
 * @param clientCa trust store of the authorities whose client certificates are accepted. Absent: no mutual TLS.
 * @param tokenKeys file of the public keys that sign bearer tokens of others, PEM or a JWK set, or the https address of such a set.
 *     Absent: no such token is accepted.
 * @param tokenIssuer who must have issued such a token, its claim iss.
 * @param tokenAudience for whom such a token must be meant, its claim aud.
 * @param tokenUser claim that names the user.
 * @param tokenRoles claim that holds the user's roles, with dots for claims in claims.
 * @param sessionIdle a login ends after so long without a request.
 * @param sessionMax a login ends after so long in any case.
 * @param showValues least role that sees cached values.
 */
@Element(value = "console", parent = "grid", doc = "The management console served by this member.")
public record ConsoleConfiguration(
        @Attribute(
                value = "Address the console listens on. One that is not loopback needs TLS and users.",
                local = true,
                or = "127.0.0.1")
        @NotBlank(message = "must not be empty")
        String bindAddress,

        @Attribute(value = "Port the console listens on; 0 takes a free one.", local = true, or = "9990")
        @Min(value = 0, message = "must be a port, 0 to 65535")
        @Max(value = 65535, message = "must be a port, 0 to 65535")
        int port,

        @Attribute(
                value = "File of users and their password hashes, an Elytron properties realm. Absent: no such realm.",
                local = true,
                instead = "realm-path")
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> users,

        @Attribute(value = "File of users and their roles, beside users. Absent: nobody has a role.", local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> groups,

        @Attribute(
                value =
                        "Directory of an Elytron file-system realm, in place of users and groups. Absent: no such realm.",
                local = true,
                instead = "users")
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> realmPath,

        @Attribute(value = "Key store with the certificate for TLS. Absent: no TLS.", local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> keystore,

        @Attribute(value = "Password of the key store. Absent: none.", local = true, secret = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> keystorePassword,

        @Attribute(
                value = "Trust store of the authorities whose client certificates are accepted. Absent: no mutual TLS.",
                local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> clientCa,

        @Attribute(
                value =
                        "File of the public keys that sign bearer tokens of others, PEM or a JWK set, or the https address of such a set. Absent: no such token is accepted.",
                local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> tokenKeys,

        @Attribute(value = "Who must have issued such a token, its claim iss. Absent: nobody.", local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> tokenIssuer,

        @Attribute(value = "For whom such a token must be meant, its claim aud. Absent: nobody.", local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> tokenAudience,

        @Attribute(value = "Claim of such a token that names the user.", local = true, or = "sub")
        @NotBlank(message = "must not be empty")
        String tokenUser,

        @Attribute(
                value = "Claim of such a token that holds the user's roles, with dots for claims in claims.",
                local = true,
                or = "roles")
        @NotBlank(message = "must not be empty")
        String tokenRoles,

        @Attribute(value = "A login ends after so long without a request.", local = true, or = "15m")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration sessionIdle,

        @Attribute(value = "A login ends after so long in any case.", local = true, or = "8h")
        @DurationMin(millis = 1, message = "must be longer than 0")
        Duration sessionMax,

        @Attribute(value = "Least role that sees cached values.", local = true, or = "admin")
        ShowValues showValues) {}
