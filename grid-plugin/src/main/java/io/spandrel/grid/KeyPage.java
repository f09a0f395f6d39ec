package io.spandrel.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some keys of a cache. A page may be short, or empty, and yet have a next one: members look at so many keys at a time and
 * no more.
 *
 * @param keys by segment, and within a segment in an order that does not change
 * @param next where the following page begins; null: there is none
 * @param examined keys that members looked at to make the page
 * @param silent members that did not answer; keys of which they are the primary owner are left out
 */
public record KeyPage(List<KeyEntry> keys, @Nullable String next, long examined, List<String> silent) {

    public KeyPage {
        keys = List.copyOf(keys);
        silent = List.copyOf(silent);
    }
}
