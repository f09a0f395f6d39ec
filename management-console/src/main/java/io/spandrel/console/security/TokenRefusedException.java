package io.spandrel.console.security;

import org.wildfly.security.auth.server.RealmUnavailableException;

/** A bearer token is not accepted. Its message says why, and may be told to who sent it. */
class TokenRefusedException extends RealmUnavailableException {

    private static final long serialVersionUID = 1L;

    TokenRefusedException(String reason) {
        super(reason);
    }
}
