package io.spandrel.console.security;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.RealmUnavailableException;

/** Opens the users that a configuration names, or refuses it. */
public final class UserRealms {

    private static final String FIX =
            "create a user with io.spandrel.console.AddUser (docs/capabilities/console.md), and name its files here";

    private UserRealms() {}

    /**
     * @param weak told the users whose passwords are kept as a digest that is fast to try
     * @throws ConfigException if no user with a role is configured, or the files cannot be read
     */
    public static Accounts open(ConsoleConfiguration console, Consumer<Set<String>> weak) {
        if (console.users().isPresent()) {
            return properties(console.users().get(), console.groups(), weak);
        }
        if (console.realmPath().isPresent()) {
            return fileSystem(console.realmPath().get());
        }
        throw refused("users", null, "the console does not start without a user");
    }

    private static Accounts properties(String users, Optional<String> groups, Consumer<Set<String>> weak) {
        try {
            UserFiles files = new UserFiles(Path.of(users), groups.map(Path::of));
            PropertiesRealm realm = new PropertiesRealm(files);
            if (realm.isEmpty()) {
                throw refused("users", users, "holds no user, and the console does not start without one");
            }
            Accounts accounts = new Accounts(realm);
            if (realm.names().allMatch(name -> accounts.role(name).isEmpty())) {
                throw refused(
                        "groups", groups.orElse(null), "gives no user one of the roles viewer, operator and admin");
            }
            if (!files.weak().isEmpty()) {
                weak.accept(files.weak());
            }
            return accounts;
        } catch (IOException | InvalidPathException e) {
            throw refused("users", users, "cannot be used: " + reason(e));
        }
    }

    private static Accounts fileSystem(String path) {
        try {
            Path root = Path.of(path);
            if (!Files.isDirectory(root)) {
                throw refused("realm-path", path, "is not a directory");
            }
            UserDirectory users = new UserDirectory(root);
            Accounts accounts = new Accounts(users.realm());
            if (users.names().stream().allMatch(name -> accounts.role(name).isEmpty())) {
                throw refused("realm-path", path, "holds no user with one of the roles viewer, operator and admin");
            }
            return accounts;
        } catch (RealmUnavailableException | InvalidPathException e) {
            throw refused("realm-path", path, "cannot be used: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException missing
                ? "there is no file " + missing.getFile()
                : String.valueOf(e.getMessage());
    }

    private static ConfigException refused(String attribute, @Nullable String value, String rule) {
        return new ConfigException(List.of(new Problem(null, "console", attribute, value, rule, FIX)));
    }
}
