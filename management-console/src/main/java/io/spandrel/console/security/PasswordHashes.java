package io.spandrel.console.security;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.interfaces.ClearPassword;
import org.wildfly.security.password.interfaces.DigestPassword;
import org.wildfly.security.password.spec.DigestPasswordSpec;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/** Password hashes as they stand in a users file: made, read and compared. */
public final class PasswordHashes {

    /*
     * New hashes are bcrypt, in the modular crypt format ($2y$10$salt+hash), whose cost of 2^10 rounds takes a
     * processor some 50 ms. Also read: every salted format ModularCrypt knows, and the digest that WildFly's add-user
     * writes, 32 hexadecimal digits. The latter is salted by name and realm only and fast to try; WEAK tells it.
     */
    static final Provider PROVIDER = WildFlyElytronPasswordProvider.getInstance();

    private static final int SALT_BYTES = 16;
    private static final int COST = 10;
    private static final Pattern WEAK = Pattern.compile("[0-9a-fA-F]{32}");

    /** Longest password in bytes of UTF-8: bcrypt would silently ignore what follows. */
    static final int PASSWORD_BYTES_MAX = 72;

    private PasswordHashes() {}

    /** A new salted hash of {@code password}. */
    static Password hash(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            return factory(BCryptPassword.ALGORITHM_BCRYPT)
                    .generatePassword(
                            new EncryptablePasswordSpec(password, new IteratedSaltedPasswordAlgorithmSpec(COST, salt)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalStateException("bcrypt refuses its own parameters", e);
        }
    }

    static String encode(Password hash) {
        try {
            return ModularCrypt.encodeAsString(hash);
        } catch (InvalidKeySpecException e) {
            throw new IllegalStateException(hash.getAlgorithm() + " has no modular crypt format", e);
        }
    }

    static boolean isWeak(String encoded) {
        return WEAK.matcher(encoded).matches();
    }

    /**
     * @param realm the realm's name, part of a weak digest
     * @throws IllegalArgumentException if it is not a hash in a known format; a password in the clear is not
     */
    static Password decode(String user, String realm, String encoded) {
        try {
            if (isWeak(encoded)) {
                byte[] digest = HexFormat.of().parseHex(encoded);
                return factory(DigestPassword.ALGORITHM_DIGEST_MD5)
                        .generatePassword(new DigestPasswordSpec(user, realm, digest));
            }
            Password hash = ModularCrypt.decode(encoded);
            if (encoded.startsWith("$") && !(hash instanceof ClearPassword)) {
                return factory(hash.getAlgorithm()).translate(hash);
            }
        } catch (InvalidKeySpecException | InvalidKeyException | RuntimeException e) {
            throw new IllegalArgumentException("not a password hash in a known format", e);
        }
        throw new IllegalArgumentException("not a password hash in a known format");
    }

    /**
     * Whether {@code guess} is the password; takes as long for a wrong one as for the right one.
     *
     * @param hash made or decoded here
     */
    static boolean verify(Password hash, char[] guess) {
        try {
            return factory(hash.getAlgorithm()).verify(hash, guess);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a decoded hash is refused: " + hash.getAlgorithm(), e);
        }
    }

    private static PasswordFactory factory(String algorithm) {
        try {
            return PasswordFactory.getInstance(algorithm, () -> new Provider[] {PROVIDER});
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Elytron lacks " + algorithm, e);
        }
    }
}
