package io.spandrel.grid;

/** The languages in which Infinispan reads and writes a configuration. */
public enum CacheFormat {
    XML,
    JSON,
    YAML
}
