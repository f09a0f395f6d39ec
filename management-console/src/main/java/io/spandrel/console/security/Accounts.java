package io.spandrel.console.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wildfly.security.auth.permission.LoginPermission;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.authz.Attributes;
import org.wildfly.security.authz.RoleDecoder;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.permission.PermissionVerifier;

/** The console's users, behind an Elytron security domain. Thread-safe. */
public final class Accounts {

    /** The attribute of an identity that holds its roles. */
    static final String ROLES = RoleDecoder.KEY_ROLES;

    /** What a client is told it logs in to. */
    static final String REALM = "Spandrel";

    private final SecurityRealm realm;
    private final SecurityDomain domain;

    Accounts(SecurityRealm realm) {
        this.realm = realm;
        this.domain = SecurityDomain.builder()
                .addRealm(REALM, new ConcealingRealm(realm))
                .build()
                .setDefaultRealmName(REALM)
                .setPermissionMapper((principal, roles) -> PermissionVerifier.from(new LoginPermission()))
                .build();
    }

    SecurityDomain domain() {
        return domain;
    }

    /** Whether {@code password} is that user's; false also for an unknown user, after the same time. Costs some 50 ms. */
    boolean verify(String user, char[] password) {
        PasswordGuessEvidence guess = new PasswordGuessEvidence(password);
        try {
            domain.authenticate(user, guess);
            return true;
        } catch (SecurityException | IllegalArgumentException e) {
            return false;
        } catch (RealmUnavailableException e) {
            throw unreadable(e);
        } finally {
            guess.destroy();
        }
    }

    /** What a user may do now; empty if there is no such user, or one without a role of ours. */
    Optional<Role> role(String user) {
        try {
            RealmIdentity identity = realm.getRealmIdentity(new NamePrincipal(user));
            try {
                return identity.exists()
                        ? Role.highest(names(identity.getAuthorizationIdentity().getAttributes()))
                        : Optional.empty();
            } finally {
                identity.dispose();
            }
        } catch (RealmUnavailableException e) {
            throw unreadable(e);
        }
    }

    private static List<String> names(Attributes attributes) {
        List<String> names = new ArrayList<>();
        attributes.get(ROLES).forEach(names::add);
        return names;
    }

    private static IllegalStateException unreadable(RealmUnavailableException cause) {
        return new IllegalStateException("the console's users cannot be read", cause);
    }
}
