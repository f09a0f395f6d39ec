package io.spandrel.grid.negativelookup;

/** How a segment's filter learns what is there. */
public enum Upkeep {
    /** Every arrival and every departure of a key is seen, each once; a departure takes the key out. */
    EXACT,
    /**
     * Arrivals are seen, perhaps repeatedly; departures are only counted. A key that has left stays in the filter until
     * the filter is built anew from the keys, so it answers "maybe" too often at times, and "absent" never wrongly.
     */
    REBUILT
}
