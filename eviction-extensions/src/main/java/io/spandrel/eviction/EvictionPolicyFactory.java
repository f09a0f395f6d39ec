package io.spandrel.eviction;

/**
 * Creates one kind of policy. Found by {@link java.util.ServiceLoader}, or named by class in a configuration; then it
 * needs a public constructor without arguments.
 */
public interface EvictionPolicyFactory {

    /** The name a configuration selects the policy by, like {@code lru}. */
    String name();

    /** A policy of its own for each cache and member. */
    EvictionPolicy<?> create(PolicySettings settings);
}
