package io.spandrel.eviction.kit;

import java.util.function.LongConsumer;

/** One rule of the contract, ready to be run, any number of times. */
public final class PolicyCheck {

    private final String policy;
    private final String name;
    private final long seed;
    private final LongConsumer rule;

    PolicyCheck(String policy, String name, long seed, LongConsumer rule) {
        this.policy = policy;
        this.name = name;
        this.seed = seed;
        this.rule = rule;
    }

    /** What is checked, like {@code victim_emptyPolicy_isNone}. */
    public String name() {
        return name;
    }

    /**
     * Checks it.
     *
     * @throws AssertionError if the policy breaks the rule, or throws; the message names policy, rule and seed
     */
    public void run() {
        try {
            rule.accept(seed);
        } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
            String what = e instanceof AssertionError ? e.getMessage() : e.toString();
            throw new AssertionError(policy + ", " + name + ": " + what + " (seed " + seed + ")", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
