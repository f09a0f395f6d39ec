package io.spandrel.grid;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Version;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinispan.commons.CacheException;

/**
 * A write of a versioned cache was not acknowledged by as many owners as its level asks for. The two kinds tell whether it can
 * show all the same.
 */
public abstract sealed class WriteException extends CacheException
        permits WriteNotDoneException, WriteUnknownException {

    private static final long serialVersionUID = 1L;

    private final transient Object key;
    private final long version;
    private final ConsistencyLevel level;
    private final List<String> acknowledged;
    private final transient Map<String, String> missing;

    WriteException(
            String outcome,
            String advice,
            Object key,
            long version,
            ConsistencyLevel level,
            List<String> acknowledged,
            Map<String, String> missing) {
        super("A write at " + level + " " + outcome + ": version " + Version.toString(version) + ", acknowledged by "
                + acknowledged + ", not by " + new TreeMap<>(missing) + ". " + advice);
        this.key = key;
        this.version = version;
        this.level = level;
        this.acknowledged = List.copyOf(acknowledged);
        this.missing = Map.copyOf(missing);
    }

    /** The key, as the cache stores it. */
    public Object key() {
        return key;
    }

    /** The version the write had, as {@link Version} reads it. */
    public long version() {
        return version;
    }

    /** How many owners were to acknowledge it. */
    public ConsistencyLevel level() {
        return level;
    }

    /** Names of the owners that have it, the primary among them if it would have made its copy. */
    public List<String> acknowledged() {
        return acknowledged;
    }

    /** Names of the owners that did not acknowledge it, with the reasons. */
    public Map<String, String> missing() {
        return missing;
    }
}
