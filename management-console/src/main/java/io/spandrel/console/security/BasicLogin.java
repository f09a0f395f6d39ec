package io.spandrel.console.security;

import io.undertow.security.handlers.AuthenticationCallHandler;
import io.undertow.security.handlers.AuthenticationConstraintHandler;
import io.undertow.server.HttpHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wildfly.elytron.web.undertow.server.ElytronContextAssociationHandler;
import org.wildfly.security.auth.server.MechanismConfiguration;
import org.wildfly.security.auth.server.MechanismConfigurationSelector;
import org.wildfly.security.auth.server.MechanismRealmConfiguration;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.auth.server.http.HttpAuthenticationFactory;
import org.wildfly.security.cache.CachedIdentity;
import org.wildfly.security.cache.IdentityCache;
import org.wildfly.security.http.HttpAuthenticationException;
import org.wildfly.security.http.HttpConstants;
import org.wildfly.security.http.HttpServerAuthenticationMechanism;
import org.wildfly.security.http.basic.BasicMechanismFactory;

/**
 * HTTP's basic authentication by elytron-web, for scripts. Nothing is remembered between requests, so each costs a
 * password hash.
 */
final class BasicLogin {

    private final SecurityDomain domain;
    private final HttpAuthenticationFactory mechanisms;

    BasicLogin(Accounts accounts) {
        this.domain = accounts.domain();
        this.mechanisms = HttpAuthenticationFactory.builder()
                .setSecurityDomain(domain)
                .setMechanismConfigurationSelector(
                        MechanismConfigurationSelector.constantSelector(MechanismConfiguration.builder()
                                .addMechanismRealm(MechanismRealmConfiguration.builder()
                                        .setRealmName(Accounts.REALM)
                                        .build())
                                .build()))
                .setFactory(new BasicMechanismFactory(PasswordHashes.PROVIDER))
                .build();
    }

    /** Lets an exchange through to {@code next} if its Authorization header is right; else ends it with status 401. */
    HttpHandler before(HttpHandler next) {
        return ElytronContextAssociationHandler.builder()
                .setNext(new AuthenticationConstraintHandler(new AuthenticationCallHandler(next)))
                .setSecurityDomain(domain)
                .setProgrammaticMechanismName(HttpConstants.BASIC_NAME)
                .setMechanismSupplier(this::mechanisms)
                .setIdentityCacheSupplier((exchange, mechanism) -> new NoCache())
                .build();
    }

    private List<HttpServerAuthenticationMechanism> mechanisms() {
        try {
            return List.of(mechanisms.createMechanism(HttpConstants.BASIC_NAME));
        } catch (HttpAuthenticationException e) {
            throw new IllegalStateException("Elytron lacks its basic mechanism", e);
        }
    }

    /** Remembers nobody. */
    @SuppressWarnings("NullAway") // null is Elytron's word for nobody
    private static final class NoCache implements IdentityCache {

        @Override
        public void put(SecurityIdentity identity) {
            /* every request logs in anew */
        }

        @Override
        public @Nullable CachedIdentity get() {
            return null;
        }

        @Override
        public @Nullable CachedIdentity remove() {
            return null;
        }
    }
}
