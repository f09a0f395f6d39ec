package io.spandrel.console.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.Problem;
import io.spandrel.console.http.HttpProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wildfly.security.auth.permission.LoginPermission;
import org.wildfly.security.auth.realm.token.TokenSecurityRealm;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.Attributes;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.evidence.BearerTokenEvidence;
import org.wildfly.security.permission.PermissionVerifier;

/** Users who bring a token that others have signed, behind an Elytron token realm. Thread-safe. */
public final class ForeignTokens {

    /** What stands before the name of such a user, who is not the one of that name in the console's own files. */
    static final String PREFIX = "token:";

    private static final String REALM = "tokens";
    private static final String USER = "user";
    private static final String EXPIRY = "expiry";

    private static final Pattern ADDRESS = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE);

    private final KeySource keys;
    private final JwtCheck check;
    private final String userClaim;
    private final String[] rolesClaim;
    private final SecurityDomain domain;

    private ForeignTokens(KeySource keys, ConsoleConfiguration console, InstantSource clock) {
        this.keys = keys;
        this.check = new JwtCheck(
                keys,
                console.tokenIssuer().orElseThrow(),
                console.tokenAudience().orElseThrow(),
                clock);
        this.userClaim = console.tokenUser();
        this.rolesClaim = console.tokenRoles().split("\\.");
        this.domain = SecurityDomain.builder()
                .addRealm(
                        REALM,
                        TokenSecurityRealm.builder()
                                .principalClaimName(USER)
                                .validator(evidence -> attributes(check.claims(evidence.getToken())))
                                .build())
                .build()
                .setDefaultRealmName(REALM)
                .setPermissionMapper((principal, roles) -> PermissionVerifier.from(new LoginPermission()))
                .build();
    }

    /**
     * Empty where no such tokens are configured.
     *
     * @throws ConfigException if the file of keys cannot be used
     */
    public static Optional<ForeignTokens> of(ConsoleConfiguration console, InstantSource clock) {
        return console.tokenKeys().map(keys -> new ForeignTokens(source(keys, clock), console, clock));
    }

    private static KeySource source(String keys, InstantSource clock) {
        if (ADDRESS.matcher(keys).matches()) {
            return new KeyAddress(URI.create(keys), clock);
        }
        try {
            return new KeyFile(Path.of(keys));
        } catch (IOException | InvalidPathException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            throw new ConfigException(List.of(new Problem(
                    null,
                    "console",
                    "token-keys",
                    keys,
                    "cannot be used: " + reason,
                    "name a file of public keys in PEM or a JWK set, or the https address of one")));
        }
    }

    /** As {@link KeySource#refresh()}. */
    public boolean refresh() throws IOException {
        return keys.refresh();
    }

    /** Where the keys are. */
    public String keysFrom() {
        return keys.toString();
    }

    /** As {@link KeySource#patience()}. */
    public String patience() {
        return keys.patience();
    }

    /** Whether a bearer token is one of these, by its form. */
    static boolean isOne(String token) {
        return token.indexOf('.') >= 0;
    }

    /**
     * Who has brought the token.
     *
     * @throws TokenRefusedException if it is not accepted
     * @throws HttpProblem 403 if its user has no role here
     */
    Caller enter(String token) throws TokenRefusedException {
        SecurityIdentity identity = authenticate(token);
        List<String> roles = new ArrayList<>();
        identity.getRoles().forEach(roles::add);
        Role role = Role.highest(roles)
                .orElseThrow(() ->
                        HttpProblem.forbidden("The token's user has none of the roles viewer, operator and admin"));
        Instant until = Instant.parse(identity.getAttributes().getFirst(EXPIRY));
        return new Caller(PREFIX + identity.getPrincipal().getName(), role, null, until);
    }

    private SecurityIdentity authenticate(String token) throws TokenRefusedException {
        try {
            return domain.authenticate(new BearerTokenEvidence(token));
        } catch (RealmUnavailableException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof TokenRefusedException refused) {
                    throw refused;
                }
            }
            throw new TokenRefusedException("The token is not accepted");
        }
    }

    private Attributes attributes(JsonNode claims) throws TokenRefusedException {
        String user = claims.path(userClaim).asText("");
        if (user.isBlank()) {
            throw new TokenRefusedException("The token does not name its user in the claim " + userClaim);
        }
        MapAttributes attributes = new MapAttributes();
        attributes.addFirst(USER, user);
        attributes.addFirst(EXPIRY, JwtCheck.expiry(claims).toString());
        attributes.addAll(Accounts.ROLES, roles(claims));
        return attributes;
    }

    /* A list, or names with spaces between them, as scopes are. */
    private List<String> roles(JsonNode claims) {
        JsonNode claim = claims;
        for (String name : rolesClaim) {
            claim = claim.path(name);
        }
        if (claim.isTextual()) {
            return List.of(claim.asText().strip().split("\\s+"));
        }
        List<String> roles = new ArrayList<>();
        if (claim.isArray()) {
            claim.forEach(role -> roles.add(role.asText()));
        }
        return roles;
    }
}
