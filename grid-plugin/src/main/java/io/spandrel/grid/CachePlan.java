package io.spandrel.grid;

import java.util.List;

/**
 * What would be created from a text.
 *
 * @param name the cache's name
 * @param permanent whether it would be there again after all members have been stopped
 * @param configuration the whole configuration in the text's language, as all members would understand it; empty if there are
 *     problems
 * @param problems why it would not be created; empty if it would
 */
public record CachePlan(String name, boolean permanent, String configuration, List<CacheProblem> problems) {

    public CachePlan {
        problems = List.copyOf(problems);
    }
}
