package io.spandrel.grid;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.List;
import java.util.Map;

/** No owner has the write, nor will: too few could be reached, or they refused. Nothing was changed, and it may be tried again. */
public final class WriteNotDoneException extends WriteException {

    private static final long serialVersionUID = 1L;

    /**
     * @param key as the cache stores it
     * @param version the write's
     * @param acknowledged names of members
     * @param missing names of members, with the reasons
     */
    public WriteNotDoneException(
            Object key, long version, ConsistencyLevel level, List<String> acknowledged, Map<String, String> missing) {
        super(
                "was not done",
                "Nothing was changed: try again, or write at a lower level",
                key,
                version,
                level,
                acknowledged,
                missing);
    }
}
