package io.spandrel.it.console;

import io.spandrel.console.security.Role;
import io.spandrel.console.security.UserFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * A user of a console, with a password that was made for this one run.
 *
 * @param name the user's name
 * @param password 20 letters and digits, more than 100 bits
 * @param role {@code viewer}, {@code operator} or {@code admin}
 */
public record ConsoleUser(String name, String password, String role) {

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789ABCDEFGH";
    private static final int LENGTH = 20;

    /** A user named after the role. */
    public static ConsoleUser withRole(String role) {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ConsoleUser(role, password.toString(), role);
    }

    /** Writes {@code users.properties} and {@code groups.properties}, readable by their owner alone. */
    public static void write(Path directory, ConsoleUser... users) throws IOException {
        UserFiles files = new UserFiles(
                directory.resolve("users.properties"), Optional.of(directory.resolve("groups.properties")));
        for (ConsoleUser user : users) {
            files.put(user.name, user.password.toCharArray(), Role.valueOf(user.role.toUpperCase(Locale.ROOT)));
        }
    }
}
