package io.spandrel.console.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spandrel.console.security.TokenKeys.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges signed tokens (JWT, RFC 7519, by the advice of RFC 8725). Thread-safe. */
final class JwtCheck {

    /*
     * In this order: form, algorithm, signature; and only then is believed what it says: issuer, audience, time.
     */

    /** By how much clocks may differ. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    /** The year 9999, in seconds. */
    private static final double LATEST = 253_402_300_799.0;

    /** The names of algorithms in tokens and in Java, which knows the form that RFC 7518 gives to ECDSA's. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("RS256", "SHA256withRSA", "ES256", "SHA256withECDSAinP1363Format");

    private static final Set<String> TYPES = Set.of("JWT", "AT+JWT", "APPLICATION/AT+JWT");
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final KeySource keys;
    private final String issuer;
    private final String audience;
    private final InstantSource clock;

    JwtCheck(KeySource keys, String issuer, String audience, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    /**
     * What a token claims.
     *
     * @throws TokenRefusedException if it is not to be believed
     */
    JsonNode claims(String token) throws TokenRefusedException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new TokenRefusedException("The token is not a signed JWT");
        }
        JsonNode header = object(parts[0]);
        refuseUnknown(header);
        if (!isSigned(header, parts)) {
            throw new TokenRefusedException("The token's signature is not by a key that is accepted here");
        }
        JsonNode claims = object(parts[1]);
        refuseForeign(claims);
        refuseUntimely(claims);
        return claims;
    }

    /** Until when a token with these claims is accepted. */
    static Instant expiry(JsonNode claims) {
        return second(claims.path("exp")).plus(LEEWAY);
    }

    private static void refuseUnknown(JsonNode header) throws TokenRefusedException {
        if (!ALGORITHMS.containsKey(header.path("alg").asText())) {
            throw new TokenRefusedException("The token's algorithm is neither RS256 nor ES256");
        }
        if (header.has("crit")
                || !TYPES.contains(header.path("typ").asText("JWT").toUpperCase(Locale.ROOT))) {
            throw new TokenRefusedException("The token is of a kind that is not understood");
        }
    }

    private boolean isSigned(JsonNode header, String[] parts) throws TokenRefusedException {
        String algorithm = header.path("alg").asText();
        @Nullable String id = header.path("kid").textValue();
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = decode(parts[2]);
        for (Key key : keys.keys(id)) {
            boolean meant = id == null || key.id() == null || key.id().equals(id);
            if (meant && key.algorithm().equals(algorithm) && verifies(key, signed, signature)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(Key key, byte[] signed, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHMS.getOrDefault(key.algorithm(), "none"));
            check.initVerify(key.key());
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private void refuseForeign(JsonNode claims) throws TokenRefusedException {
        if (!issuer.equals(claims.path("iss").textValue())) {
            throw new TokenRefusedException("The token is by another issuer");
        }
        JsonNode meant = claims.path("aud");
        boolean here = audience.equals(meant.textValue())
                || (meant.isArray() && meant.valueStream().anyMatch(one -> audience.equals(one.textValue())));
        if (!here) {
            throw new TokenRefusedException("The token is meant for another audience");
        }
    }

    private void refuseUntimely(JsonNode claims) throws TokenRefusedException {
        if (!claims.path("exp").isNumber()) {
            throw new TokenRefusedException("The token does not say when it expires");
        }
        Instant now = clock.instant();
        if (!now.isBefore(expiry(claims))) {
            throw new TokenRefusedException("The token has expired");
        }
        if (claims.has("nbf") && now.plus(LEEWAY).isBefore(second(claims.path("nbf")))) {
            throw new TokenRefusedException("The token is not valid yet");
        }
    }

    /* Whatever number it is: one beyond all time is the end of it, and what is no number never comes. */
    private static Instant second(JsonNode claim) {
        double second = claim.isNumber() ? claim.asDouble() : LATEST;
        return Instant.ofEpochSecond((long) Math.max(0, Math.min(LATEST, second)));
    }

    private static JsonNode object(String part) throws TokenRefusedException {
        try {
            JsonNode read = JSON.readTree(decode(part));
            if (read.isObject()) {
                return read;
            }
        } catch (IOException e) {
            throw new TokenRefusedException("The token is malformed");
        }
        throw new TokenRefusedException("The token is malformed");
    }

    private static byte[] decode(String part) throws TokenRefusedException {
        try {
            return BASE64.decode(part);
        } catch (IllegalArgumentException e) {
            throw new TokenRefusedException("The token is malformed");
        }
    }
}
