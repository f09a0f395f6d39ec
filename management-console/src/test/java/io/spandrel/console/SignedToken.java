package io.spandrel.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A signed token as an identity provider makes it, which a test can make wrong. */
final class SignedToken {

    static final String ISSUER = "https://issuer.example/realms/shop";
    static final String AUDIENCE = "spandrel";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "RS256", "typ", "JWT"));
    final Map<String, Object> claims = new LinkedHashMap<>();

    SignedToken(FakeClock clock, String user, Object roles) {
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", user);
        claims.put("exp", clock.instant().getEpochSecond() + 300);
        claims.put("roles", roles);
    }

    SignedToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    SignedToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    String by(KeyPair keys) {
        try {
            boolean rsa = keys.getPrivate().getAlgorithm().equals("RSA");
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed().getBytes(StandardCharsets.US_ASCII));
            return signed() + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What is signed: header and claims. */
    String signed() {
        try {
            return BASE64.encodeToString(JSON.writeValueAsBytes(header)) + "."
                    + BASE64.encodeToString(JSON.writeValueAsBytes(claims));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A JWK set of such keys. */
    static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    /** The public key, as a set holds it. */
    static String jwk(String id, KeyPair keys) {
        if (keys.getPublic() instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                    .formatted(id, encoded(rsa.getModulus()), encoded(rsa.getPublicExponent()));
        }
        ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(id, encoded(point.getAffineX()), encoded(point.getAffineY()));
    }

    private static String encoded(BigInteger number) {
        return BASE64.encodeToString(number.toByteArray());
    }
}
