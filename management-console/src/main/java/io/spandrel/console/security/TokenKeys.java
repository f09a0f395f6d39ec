package io.spandrel.console.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys: one or more in PEM, or a JWK set (RFC 7517). Keys of a set that are not for signatures, or of a kind
 * that is not accepted, are left out.
 */
final class TokenKeys {

    /*
     * A key has one algorithm, whatever a token says: so no token can have an RSA key taken for a shared secret, or do without a
     * signature.
     */
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final int RSA_BITS_MIN = 2048;
    private static final int EC_BITS = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param id what tokens name it by; null: it has no name, and is tried for all
     * @param algorithm as tokens name it
     */
    record Key(@Nullable String id, String algorithm, PublicKey key) {}

    private TokenKeys() {}

    /**
     * @param from where the text is from, for messages
     * @throws IOException if it holds no key that can be used; says why
     */
    static List<Key> parse(String text, String from) throws IOException {
        try {
            List<Key> keys = text.stripLeading().startsWith("{") ? set(JSON.readTree(text)) : pem(text);
            if (keys.isEmpty()) {
                throw new IOException(from + " holds no public key for RS256 or ES256");
            }
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(from + " holds a key that cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<Key> pem(String text) throws GeneralSecurityException {
        List<Key> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1).getBytes(StandardCharsets.US_ASCII));
            keys.add(key(null, decode(new X509EncodedKeySpec(encoded))));
        }
        return keys;
    }

    private static PublicKey decode(KeySpec encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(encoded);
        } catch (InvalidKeySpecException notRsa) {
            return KeyFactory.getInstance("EC").generatePublic(encoded);
        }
    }

    private static List<Key> set(JsonNode set) throws GeneralSecurityException {
        List<Key> keys = new ArrayList<>();
        for (JsonNode entry : set.path("keys")) {
            boolean signs = entry.path("use").asText("sig").equals("sig");
            String kind = entry.path("kty").asText() + entry.path("crv").asText("");
            @Nullable
            PublicKey key = switch (signs ? kind : "") {
                case "RSA" -> rsa(entry);
                case "ECP-256" -> ec(entry);
                default -> null;
            };
            if (key == null) {
                continue;
            }
            Key read = key(entry.path("kid").textValue(), key);
            if (entry.path("alg").asText(read.algorithm()).equals(read.algorithm())) {
                keys.add(read);
            }
        }
        return keys;
    }

    private static PublicKey rsa(JsonNode entry) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(entry, "n"), number(entry, "e")));
    }

    private static PublicKey ec(JsonNode entry) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(entry, "x"), number(entry, "y")),
                        curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode entry, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(entry.path(name).asText()));
    }

    private static Key key(@Nullable String id, PublicKey key) throws GeneralSecurityException {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RSA_BITS_MIN) {
            return new Key(id, "RS256", key);
        }
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == EC_BITS) {
            return new Key(id, "ES256", key);
        }
        throw new InvalidKeySpecException("RSA needs " + RSA_BITS_MIN + " bits or more, EC the curve P-256");
    }
}
