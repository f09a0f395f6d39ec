package io.spandrel.it.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may use the demo's console: one administrator, whose password lives as long as the demo.
 *
 * @param user name
 * @param password 20 letters and digits, 103 bits
 */
record Credentials(String user, String password) {

    private static final String REALM = "Spandrel";
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789ABCDEFGH";
    private static final int LENGTH = 20;

    static Credentials oneTime() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Credentials("admin", password.toString());
    }

    /** Writes the two files of an Elytron properties realm; they hold a digest, never the password. */
    void write(Path directory) throws IOException {
        Files.writeString(
                directory.resolve("users.properties"),
                "#$REALM_NAME=%s$%n%s=%s%n".formatted(REALM, user, digest(user + ":" + REALM + ":" + password)));
        Files.writeString(directory.resolve("groups.properties"), "%s=admin%n".formatted(user));
    }

    private static String digest(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
