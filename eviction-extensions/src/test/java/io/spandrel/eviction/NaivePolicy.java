package io.spandrel.eviction;

/** An eviction policy told again in the plainest way, slow and without links, to compare the real one with. */
interface NaivePolicy {

    void insert(long key, int weight);

    void hit(long key);

    void update(long key, int weight);

    void remove(long key);

    /** Chooses and forgets an entry; there is one. */
    long victim();

    default void resize(long capacity) {}
}
