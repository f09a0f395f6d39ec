package io.spandrel.console.security;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the name and the password of a new user must be like. */
final class NewUser {

    static final int PASSWORD_LENGTH_MIN = 8;

    /* Characters that mean nothing special to properties files, file systems and HTTP's basic authentication. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private NewUser() {}

    /** @throws IllegalArgumentException says which rule is broken, without the password */
    static void check(String name, char[] password) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name is 1 to 64 letters, digits, dots, dashes, underscores or at signs, and begins with a letter"
                            + " or digit");
        }
        if (password.length < PASSWORD_LENGTH_MIN) {
            throw new IllegalArgumentException("a password has at least " + PASSWORD_LENGTH_MIN + " characters");
        }
        int bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password)).remaining();
        if (bytes > PasswordHashes.PASSWORD_BYTES_MAX) {
            throw new IllegalArgumentException("a password has at most " + PasswordHashes.PASSWORD_BYTES_MAX
                    + " bytes, which is what bcrypt reads");
        }
    }
}
