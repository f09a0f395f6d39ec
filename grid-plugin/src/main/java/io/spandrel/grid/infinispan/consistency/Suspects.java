package io.spandrel.grid.infinispan.consistency;

import java.time.Duration;
import org.infinispan.remoting.transport.Address;

/** Finds out whether members that have let this one wait are there. Thread-safe. */
public interface Suspects {

    /** A member has not answered something; it is asked at once, unless it was within the last second. */
    void suspect(Address suspect, Duration patience);

    /** Whether a member did not answer when it was last asked, within the last second or a little more. */
    boolean silent(Address suspect);
}
