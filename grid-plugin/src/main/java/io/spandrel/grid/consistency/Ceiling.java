package io.spandrel.grid.consistency;

/** Keeps how far a clock has gone, for the time after a restart. */
public interface Ceiling {

    /**
     * From now on versions up to this one may be given. Once this returns, a clock that begins anew begins above it; rare, and
     * called by one thread at a time.
     */
    void raise(long version);
}
