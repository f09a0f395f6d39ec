package io.spandrel.console.security;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Users in two properties files: {@code name=hash} in one, {@code name=role,role} in the other.
 *
 * <p>A hash is in the modular crypt format, such as bcrypt's. A line {@code #$REALM_NAME=name$} names the realm, which
 * counts only for digests written by WildFly's add-user.
 */
public final class UserFiles {

    private static final Pattern REALM = Pattern.compile("(?m)^\\s*#\\s*\\$REALM_NAME=([^$]*)\\$");

    private final Path users;
    private final Optional<Path> groups;

    public UserFiles(Path users, Optional<Path> groups) {
        this.users = users;
        this.groups = groups;
    }

    Path users() {
        return users;
    }

    Optional<Path> groups() {
        return groups;
    }

    /**
     * All users, by name.
     *
     * @throws IOException if a file cannot be read, or holds something that is no hash; names the file and the user
     */
    Map<String, PasswordIdentity> read() throws IOException {
        String realm = realm();
        Properties roles = groups.isPresent() ? load(groups.get()) : new Properties();
        Map<String, PasswordIdentity> read = new TreeMap<>();
        for (Map.Entry<String, String> user : strings(load(users)).entrySet()) {
            read.put(user.getKey(), identity(user.getKey(), user.getValue(), realm, roles));
        }
        return read;
    }

    /** The users whose passwords are kept as a digest that is fast to try. */
    Set<String> weak() throws IOException {
        Set<String> weak = new TreeSet<>();
        strings(load(users)).forEach((name, hash) -> {
            if (PasswordHashes.isWeak(hash)) {
                weak.add(name);
            }
        });
        return weak;
    }

    /**
     * Adds a user, or changes the password and role of one. Creates missing files, readable by their owner alone.
     *
     * @throws IllegalArgumentException if name or password cannot be used
     */
    public void put(String name, char[] password, Role role) throws IOException {
        NewUser.check(name, password);
        write(users, name, PasswordHashes.encode(PasswordHashes.hash(password)));
        Path file = groups.orElseThrow(() -> new IllegalStateException("no file for roles beside " + users));
        write(file, name, role.label());
    }

    private PasswordIdentity identity(String name, String hash, String realm, Properties roles) throws IOException {
        try {
            return new PasswordIdentity(
                    name, PasswordHashes.decode(name, realm, hash), split(roles.getProperty(name, "")));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    users + ": what stands for user '" + name + "' is " + e.getMessage()
                            + "; write it anew with io.spandrel.console.AddUser",
                    e);
        }
    }

    private String realm() throws IOException {
        Matcher line = REALM.matcher(Files.readString(users));
        return line.find() ? line.group(1) : "";
    }

    private static Set<String> split(String roles) {
        return Arrays.stream(roles.split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a properties file: " + e.getMessage(), e);
        }
        return properties;
    }

    private static Map<String, String> strings(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /* Lines of others stay as they are, comments included; the whole file is replaced at once. */
    private static void write(Path file, String name, String value) throws IOException {
        String kept = Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.stripLeading().startsWith(name + "="))
                        .map(line -> line + System.lineSeparator())
                        .collect(Collectors.joining())
                : "";
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file");
        }
        Files.createDirectories(directory);
        Path written = createPrivate(directory);
        try (BufferedWriter out = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
            out.write(kept);
            out.write(name + "=" + value + System.lineSeparator());
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path createPrivate(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createTempFile(
                    directory,
                    "users",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.createTempFile(directory, "users", ".new");
    }
}
