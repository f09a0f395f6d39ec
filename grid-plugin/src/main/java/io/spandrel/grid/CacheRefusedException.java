package io.spandrel.grid;

import java.util.List;
import java.util.stream.Collectors;
import org.infinispan.commons.CacheException;

/** A cache was not created, on no member, because of its text. */
public final class CacheRefusedException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final transient List<CacheProblem> problems;

    /** @param problems 1 or more */
    public CacheRefusedException(String name, List<CacheProblem> problems) {
        super("Cache '" + name + "' is not created: "
                + problems.stream().map(CacheProblem::message).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<CacheProblem> problems() {
        return problems;
    }
}
