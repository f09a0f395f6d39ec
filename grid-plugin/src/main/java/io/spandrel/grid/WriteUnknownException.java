package io.spandrel.grid;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.List;
import java.util.Map;

/**
 * Some owner may have the write, and it may show at any time and stay: too few have acknowledged it in time, or owners left
 * meanwhile. Read the key to know; writing the same value again is safe, and so is writing another one.
 */
public final class WriteUnknownException extends WriteException {

    private static final long serialVersionUID = 1L;

    /**
     * @param key as the cache stores it
     * @param version the write's
     * @param acknowledged names of members
     * @param missing names of members, with the reasons
     */
    public WriteUnknownException(
            Object key, long version, ConsistencyLevel level, List<String> acknowledged, Map<String, String> missing) {
        super(
                "has an unknown outcome",
                "It may show, and stay: read the key at QUORUM before you repeat what must not be done twice",
                key,
                version,
                level,
                acknowledged,
                missing);
    }
}
