package io.spandrel.console.security;

/** A token cannot be judged, since the keys to judge it by are not there at present. */
final class KeysUnavailableException extends TokenRefusedException {

    private static final long serialVersionUID = 1L;

    KeysUnavailableException(String reason) {
        super(reason);
    }
}
