package io.spandrel.grid.infinispan.deletes;

/** Hears what a member comes to know of deletes, so that it knows it after a restart. Once a call returns, it does. */
interface DeletesLog {

    /** Nothing of the cache outlives a restart. */
    DeletesLog NONE = new DeletesLog() {};

    /** A key was deleted. */
    default void deleted(Object key, int segment, long version) {}

    /** The delete of a key need not be remembered any more, up to a version. */
    default void gone(Object key, int segment, long version) {}

    /** All that is older was deleted. */
    default void cleared(long version) {}

    /** A delete in a segment was not remembered. */
    default void forgotten(int segment, long version) {}

    /** The segment is not this member's any more. */
    default void dropped(int segment) {}
}
