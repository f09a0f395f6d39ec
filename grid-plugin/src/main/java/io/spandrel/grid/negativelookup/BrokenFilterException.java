package io.spandrel.grid.negativelookup;

/** A filter's state is damaged or of no filter, and was not used. */
public final class BrokenFilterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenFilterException(String what) {
        super("broken filter state: " + what);
    }
}
