package io.spandrel.grid.consistency;

/**
 * A write was refused by an owner because its version lies further in the future than the owner's limit: the clock of the
 * member that made it is ahead, or the owner's is behind. Other owners may have applied the write.
 */
public final class ClockDriftException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ClockDriftException(String message) {
        super(message);
    }

    /**
     * @param version the refused one
     */
    public static ClockDriftException of(long version) {
        return new ClockDriftException("version " + Version.toString(version)
                + " is further ahead of this member's clock than max-clock-drift allows");
    }
}
