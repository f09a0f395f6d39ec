package io.spandrel.grid.infinispan.member;

import com.dynatrace.hash4j.hashing.Hashing;
import io.spandrel.grid.consistency.Version;
import java.util.Collection;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The number by which a member's versions are told from those that another gives in the same millisecond. It is agreed on with
 * the members that are there when the first versioned cache starts, and stays until this member stops. Thread-safe.
 */
public final class MemberNumber {

    /** The number of a member that has not needed one yet. */
    static final int NONE = -1;

    /*
     * It begins with a hash of the member's name, so that a restart mostly keeps it. There are 2048 numbers: of 50 members two
     * have one hash in every second grid. So a member says which number it wants, and takes another one if somebody has it or
     * wants it too and was in the view before. Of two that want one at the same time each says so before it asks; the later
     * one then hears of the other in the answer, or has been asked itself before it has settled, and begins anew.
     */
    private final Supplier<String> name;
    private final IntFunction<Collection<Claim>> ask;
    private final Object agreement = new Object();
    private int wanted = NONE;
    private boolean settled;
    private boolean overruled;

    /**
     * @param name the member's, once it is known
     * @param ask tells all others which number this member wants, and waits for what they have or want
     */
    MemberNumber(Supplier<String> name, IntFunction<Collection<Claim>> ask) {
        this.name = name;
        this.ask = ask;
    }

    /**
     * What another member has or wants.
     *
     * @param number {@link #NONE}: it needs none so far
     * @param settled whether it keeps it
     * @param first whether it was in the view before this one
     */
    record Claim(int number, boolean settled, boolean first) {}

    /** A hash of the member's name. */
    static int of(String name) {
        return (int) (Hashing.komihash5_0().hashCharsToLong(name) & Version.MEMBER_MAX);
    }

    /** The number; the first time, blocks until the others have answered. */
    public int get() {
        synchronized (agreement) {
            int number = want(of(name.get()));
            while (!settledNow()) {
                Collection<Claim> others = ask.apply(number);
                if (!settle(others)) {
                    number = want(free(number, others));
                }
            }
            return number;
        }
    }

    /**
     * Another member wants a number.
     *
     * @param first whether it was in the view before this one
     * @return whether this one keeps the one it has
     */
    synchronized boolean asked(int number, boolean first) {
        if (!settled && first && number == wanted) {
            overruled = true;
        }
        return settled;
    }

    /** The number that this member has or wants; {@link #NONE}: it needs none so far. */
    synchronized int current() {
        return wanted;
    }

    private synchronized int want(int number) {
        if (!settled) {
            wanted = number;
            overruled = false;
        }
        return wanted;
    }

    private synchronized boolean settledNow() {
        return settled;
    }

    private synchronized boolean settle(Collection<Claim> others) {
        settled = !overruled
                && others.stream().noneMatch(other -> other.number() == wanted && (other.settled() || other.first()));
        return settled;
    }

    private static int free(int number, Collection<Claim> others) {
        Set<Integer> taken = others.stream().map(Claim::number).collect(Collectors.toSet());
        for (int i = 1; i <= Version.MEMBER_MAX; i++) {
            int next = (number + i) & Version.MEMBER_MAX;
            if (!taken.contains(next)) {
                return next;
            }
        }
        throw new IllegalStateException("All " + (Version.MEMBER_MAX + 1) + " numbers of members are taken");
    }
}
