package io.spandrel.grid.negativelookup;

import java.time.Duration;

/**
 * For how long a subscriber may use its copies without hearing from their owner.
 *
 * <p>The subscriber counts {@code length} from when it asked, the owner {@link #guard} from when it answered, each on
 * its own clock. So the owner's end is always the later one, as long as two clocks do not run apart by a tenth.
 *
 * @param length above 0; also how long an answer is waited for, so a silent subscriber delays a write by at most a little
 *     more than twice this.
 */
public record Lease(Duration length) {

    public static final Lease DEFAULT = new Lease(Duration.ofMillis(500));

    public Lease {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a lease must be longer than 0, was " + length);
        }
    }

    /** After this, no subscriber uses what was granted before. */
    public Duration guard() {
        return length.plus(length.dividedBy(10)).plusMillis(1);
    }

    /** How often a subscriber asks for more. */
    public Duration renewal() {
        return length.dividedBy(3);
    }
}
