package io.spandrel.console.security;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.password.Password;

/**
 * A realm that does not tell which users it has: a login with an unknown name fails as late as one with a wrong
 * password, because a hash is tried all the same.
 */
final class ConcealingRealm implements SecurityRealm {

    /* A bcrypt hash of our cost, drawn at random: nobody knows a password for it. */
    private static final Password DECOY =
            PasswordHashes.decode("", "", "$2y$10$Q7wVn5uYc0fXk2bZr8sLhOeGm4aTj9dPi6yRvB3xWqNoS1tKlCzE.");

    private final SecurityRealm realm;

    ConcealingRealm(SecurityRealm realm) {
        this.realm = realm;
    }

    @Override
    public RealmIdentity getRealmIdentity(Principal principal) throws RealmUnavailableException {
        RealmIdentity identity = realm.getRealmIdentity(principal);
        if (identity.exists()) {
            return identity;
        }
        identity.dispose();
        return new PasswordIdentity(principal.getName(), DECOY, Set.of());
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, @Nullable String algorithm)
            throws RealmUnavailableException {
        return realm.getEvidenceVerifySupport(type, algorithm);
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(
            Class<? extends Credential> type, @Nullable String algorithm, @Nullable AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }
}
