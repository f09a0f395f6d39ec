package io.spandrel.console.security;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.authz.AuthorizationIdentity;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.password.Password;

/** A user who is known by a password hash; the hash itself is never handed out. */
final class PasswordIdentity implements RealmIdentity {

    private final String name;
    private final Password hash;
    private final Set<String> roles;

    PasswordIdentity(String name, Password hash, Set<String> roles) {
        this.name = name;
        this.hash = hash;
        this.roles = Set.copyOf(roles);
    }

    @Override
    public Principal getRealmIdentityPrincipal() {
        return new NamePrincipal(name);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public boolean verifyEvidence(Evidence evidence) {
        return evidence instanceof PasswordGuessEvidence guess && PasswordHashes.verify(hash, guess.getGuess());
    }

    @Override
    public AuthorizationIdentity getAuthorizationIdentity() {
        return AuthorizationIdentity.basicIdentity(new MapAttributes(Map.of(Accounts.ROLES, roles)));
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, @Nullable String algorithm) {
        return evidenceSupport(type);
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(
            Class<? extends Credential> type, @Nullable String algorithm, @Nullable AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }

    @Override
    @SuppressWarnings("NullAway") // Elytron's way to say that there is none
    public <C extends Credential> C getCredential(Class<C> type) {
        return null;
    }

    static SupportLevel evidenceSupport(Class<? extends Evidence> type) {
        return PasswordGuessEvidence.class.isAssignableFrom(type) ? SupportLevel.SUPPORTED : SupportLevel.UNSUPPORTED;
    }
}
