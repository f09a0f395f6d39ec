package io.spandrel.eviction;

/**
 * Keeps the fields of a subclass off the cache lines of whatever lies before the object: a superclass's fields come
 * first. As much as two lines, for processors fetch them in pairs.
 */
@SuppressWarnings("unused")
abstract class CachePadding {
    private long p0, p1, p2, p3, p4, p5, p6, p7;
    private long p8, p9, p10, p11, p12, p13, p14, p15;
}
