package io.spandrel.console.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;

/** Users of {@link UserFiles} as an Elytron realm. Reads the files again when they have changed. Thread-safe. */
final class PropertiesRealm implements SecurityRealm {

    /*
     * Elytron's own realm for such files knows only clear passwords and MD5 digests, hence this one.
     */
    private record Loaded(List<FileTime> written, Map<String, PasswordIdentity> users) {}

    private final UserFiles files;
    private volatile Loaded loaded;

    PropertiesRealm(UserFiles files) throws IOException {
        this.files = files;
        this.loaded = load();
    }

    boolean isEmpty() {
        return loaded.users().isEmpty();
    }

    Stream<String> names() {
        return loaded.users().keySet().stream();
    }

    @Override
    public RealmIdentity getRealmIdentity(Principal principal) throws RealmUnavailableException {
        @Nullable NamePrincipal name = NamePrincipal.from(principal);
        @Nullable PasswordIdentity identity = name == null ? null : current().get(name.getName());
        return identity == null ? RealmIdentity.NON_EXISTENT : identity;
    }

    private Map<String, PasswordIdentity> current() throws RealmUnavailableException {
        try {
            Loaded current = loaded;
            if (!current.written().equals(written())) {
                current = load();
                loaded = current;
            }
            return current.users();
        } catch (IOException e) {
            throw new RealmUnavailableException(e);
        }
    }

    /* The times are taken first: a change between the two is seen by the next look. */
    private Loaded load() throws IOException {
        List<FileTime> written = written();
        return new Loaded(written, files.read());
    }

    private List<FileTime> written() throws IOException {
        FileTime users = Files.getLastModifiedTime(files.users());
        return files.groups().isEmpty()
                ? List.of(users)
                : List.of(users, Files.getLastModifiedTime(files.groups().get()));
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, @Nullable String algorithm) {
        return PasswordIdentity.evidenceSupport(type);
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(
            Class<? extends Credential> type, @Nullable String algorithm, @Nullable AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }
}
