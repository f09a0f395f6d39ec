package io.spandrel.it.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A user of a console, with a password that was made for this one run.
 *
 * @param name the user's name
 * @param password 20 letters and digits, more than 100 bits
 * @param role {@code viewer}, {@code operator} or {@code admin}
 */
public record ConsoleUser(String name, String password, String role) {

    private static final String REALM = "Spandrel";
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

    /**
     * Writes the files of an Elytron properties realm, {@code users.properties} and {@code groups.properties}, which hold
     * digests of the passwords.
     */
    public static void write(Path directory, ConsoleUser... users) throws IOException {
        StringBuilder digests = new StringBuilder("#$REALM_NAME=" + REALM + "$\n");
        StringBuilder roles = new StringBuilder();
        for (ConsoleUser user : users) {
            digests.append(user.name).append('=').append(user.digest()).append('\n');
            roles.append(user.name).append('=').append(user.role).append('\n');
        }
        Files.writeString(directory.resolve("users.properties"), digests);
        Files.writeString(directory.resolve("groups.properties"), roles);
    }

    private String digest() {
        try {
            byte[] text = (name + ":" + REALM + ":" + password).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
