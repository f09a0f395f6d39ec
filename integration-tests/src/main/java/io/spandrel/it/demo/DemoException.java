package io.spandrel.it.demo;

/** The demo cannot go on; the message tells its user why. */
final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
