package io.spandrel.grid;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.infinispan.commons.CacheException;

/**
 * An operation on all members was not done on some of them. It was done on the others; doing it again is harmless.
 */
public final class GridOperationException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> failures;

    /**
     * @param operation what was asked for
     * @param failures the members that did not do it, with the reasons
     */
    public GridOperationException(String operation, Map<String, String> failures) {
        super(operation + " was not done on "
                + new TreeMap<>(failures)
                        .entrySet().stream()
                                .map(failure -> failure.getKey() + " (" + failure.getValue() + ")")
                                .collect(Collectors.joining(", ")));
        this.failures = Map.copyOf(failures);
    }

    /** The members that did not do it, with the reasons. */
    public Map<String, String> failures() {
        return failures;
    }
}
