package io.spandrel.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the conflicts that members remember.
 *
 * @param conflicts the last one first, by the clocks of the members that settled them
 * @param next where the following page begins; null: there is none
 * @param silent members that did not answer; what they remember is left out
 */
public record ConflictPage(
        List<Conflict> conflicts, @Nullable String next, List<String> silent) {

    public ConflictPage {
        conflicts = List.copyOf(conflicts);
        silent = List.copyOf(silent);
    }
}
