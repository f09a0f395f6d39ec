package io.spandrel.it.faults.trial;

/**
 * So many wrong of so many.
 *
 * @param wrong how many are not as they must be
 * @param of how many were judged
 */
public record Tally(long wrong, long of) {

    public static final Tally ZERO = new Tally(0, 0);

    public Tally plus(Tally other) {
        return new Tally(wrong + other.wrong, of + other.of);
    }

    @Override
    public String toString() {
        return wrong + "/" + of;
    }
}
