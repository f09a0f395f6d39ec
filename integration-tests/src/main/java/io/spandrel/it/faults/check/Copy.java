package io.spandrel.it.faults.check;

import org.jspecify.annotations.Nullable;

/**
 * What one owner itself keeps of a key.
 *
 * @param value null if it keeps none
 * @param version what it says of the entry's version, empty if nothing
 * @param deadline when the entry ends, in milliseconds since the epoch; -1 for never
 */
public record Copy(@Nullable String value, String version, long deadline) {

    public static final Copy NONE = new Copy(null, "", -1);
}
