package io.spandrel.grid.negativelookup;

/**
 * Hears of every change of a segment's filter, inside the change: before the key can be read, and before its write is
 * acknowledged. Called under the filter's lock, in the order of {@code sequence}, which counts every change since the
 * epoch began, from 1. Must not block, throw, or touch the filters.
 *
 * <p>An {@code epoch} is one unbroken run of a filter that may answer. Epochs are never used twice while the cache runs.
 */
public interface PresenceListener {

    /** Listens to nothing. */
    PresenceListener NONE = new PresenceListener() {
        @Override
        public void appeared(int segment, long epoch, long sequence, long hash) {
            // nobody is told
        }

        @Override
        public void disappeared(int segment, long epoch, long sequence, long hash) {
            // nobody is told
        }

        @Override
        public void ended(int segment, long epoch) {
            // nobody is told
        }
    };

    /** A key came; with {@link Upkeep#REBUILT} it may have been there before. */
    void appeared(int segment, long epoch, long sequence, long hash);

    /** A key left; never called with {@link Upkeep#REBUILT}. */
    void disappeared(int segment, long epoch, long sequence, long hash);

    /** The epoch is over: what was copied of it says nothing any more. */
    void ended(int segment, long epoch);
}
