package io.spandrel.console.security;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bearer token in the header {@code Authorization}, as RFC 6750 writes it. */
final class BearerToken {

    private static final String SCHEME = "bearer ";

    private BearerToken() {}

    /** The token that {@code authorization} carries; null if it carries none. */
    static @Nullable String of(@Nullable String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }

    /** The same with the reason, which holds no quotes. */
    static String challenge(String reason) {
        return challenge() + ", error_description=\"" + reason + "\"";
    }

    /** What a refused one is told. */
    static String challenge() {
        return "Bearer realm=\"" + Accounts.REALM + "\", error=\"invalid_token\"";
    }
}
