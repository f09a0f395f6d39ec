package io.spandrel.eviction.kit;

import io.spandrel.eviction.EvictionPolicy;
import io.spandrel.eviction.EvictionPolicyFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What every eviction policy has to do, whatever it prefers to keep. A policy that breaks one of these rules would be
 * replaced by LRU in a running cache, or would not do what it is meant to.
 *
 * <p>{@code PolicyContract.of(new MyPolicy()).verify()} is a whole test; {@link #checks()} makes a test of each rule.
 * Takes about a second. Immutable.
 */
public final class PolicyContract {

    private final EvictionPolicyFactory factory;
    private final long seed;
    private final Consumer<? super EvictionPolicy<?>> invariants;

    private PolicyContract(EvictionPolicyFactory factory, long seed, Consumer<? super EvictionPolicy<?>> invariants) {
        this.factory = factory;
        this.seed = seed;
        this.invariants = invariants;
    }

    /** The contract of the policies that {@code factory} creates, with operations that differ from run to run. */
    public static PolicyContract of(EvictionPolicyFactory factory) {
        return new PolicyContract(factory, System.nanoTime(), policy -> {});
    }

    /** The same with the operations of another run: the one whose failure named {@code seed}. */
    public PolicyContract seed(long seed) {
        return new PolicyContract(factory, seed, invariants);
    }

    /** The same, with a check of what only the policy itself can see; it is run after each operation, and throws. */
    public PolicyContract invariants(Consumer<? super EvictionPolicy<?>> check) {
        return new PolicyContract(factory, seed, check);
    }

    /** The rules, each to be run by itself. */
    public List<PolicyCheck> checks() {
        return new PolicyRules(factory, invariants)
                .all().entrySet().stream()
                        .map(rule -> new PolicyCheck(policyName(), rule.getKey(), seed, rule.getValue()))
                        .toList();
    }

    /**
     * Runs all checks.
     *
     * @throws AssertionError if one fails; the message names all that do, with the seed
     */
    public void verify() {
        List<AssertionError> failures = new ArrayList<>();
        for (PolicyCheck check : checks()) {
            try {
                check.run();
            } catch (AssertionError e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            String all = String.join(
                    System.lineSeparator() + "  ",
                    failures.stream().map(AssertionError::getMessage).toList());
            AssertionError failure = new AssertionError(failures.size() + " rules of the eviction contract are broken:"
                    + System.lineSeparator() + "  " + all);
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private String policyName() {
        try {
            return "policy '" + factory.name() + "'";
        } catch (RuntimeException e) {
            return factory.getClass().getName();
        }
    }
}
