package io.spandrel.grid.consistency;

/** Too few owners can be reached for a round of the level asked for. Nothing was changed by it; it may be tried again. */
public final class OwnersUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OwnersUnreachableException(String message) {
        super(message);
    }
}
