package io.spandrel.configuration;

/** When owners found behind are repaired by a read. */
public enum ReadRepair {
    /** After the read has returned. */
    BACKGROUND,
    /** Before it returns. */
    BLOCKING,
    /** Not by reads. */
    OFF
}
