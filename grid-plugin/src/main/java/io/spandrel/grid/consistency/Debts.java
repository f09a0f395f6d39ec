package io.spandrel.grid.consistency;

/**
 * Whom a write round leaves without the write.
 *
 * @param <M> a member's identity
 */
public interface Debts<M> {

    /** The member may not have the write. Must not throw nor wait; called at most once for a member and round. */
    void owe(M member);

    /** A member it was owed to has it after all. Must not throw nor wait. */
    void settle(M member);
}
