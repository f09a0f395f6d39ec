package io.spandrel.console.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.realm.FileSystemSecurityRealm;
import org.wildfly.security.auth.server.ModifiableRealmIdentity;
import org.wildfly.security.auth.server.ModifiableRealmIdentityIterator;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.PasswordCredential;

/** Users in an Elytron file-system realm: one file each, below a directory; roles in their attribute {@code Roles}. */
public final class UserDirectory {

    private final Path root;

    public UserDirectory(Path root) {
        this.root = root;
    }

    FileSystemSecurityRealm realm() {
        return FileSystemSecurityRealm.builder()
                .setRoot(root)
                .setProviders(() -> new Provider[] {PasswordHashes.PROVIDER})
                .build();
    }

    /** The names of all users. */
    List<String> names() throws RealmUnavailableException {
        List<String> names = new ArrayList<>();
        try (ModifiableRealmIdentityIterator users = realm().getRealmIdentityIterator()) {
            while (users.hasNext()) {
                ModifiableRealmIdentity user = users.next();
                names.add(user.getRealmIdentityPrincipal().getName());
                /* It is locked until then, for others of this realm too. */
                user.dispose();
            }
        }
        return names;
    }

    /**
     * Adds a user, or changes the password and role of one. Creates the directory if it is missing.
     *
     * @throws IllegalArgumentException if name or password cannot be used
     */
    public void put(String name, char[] password, Role role) throws IOException {
        NewUser.check(name, password);
        Files.createDirectories(root);
        ModifiableRealmIdentity user = realm().getRealmIdentityForUpdate(new NamePrincipal(name));
        try {
            if (!user.exists()) {
                user.create();
            }
            user.setCredentials(List.of(new PasswordCredential(PasswordHashes.hash(password))));
            user.setAttributes(new MapAttributes(Map.of(Accounts.ROLES, Set.of(role.label()))));
        } finally {
            user.dispose();
        }
    }
}
