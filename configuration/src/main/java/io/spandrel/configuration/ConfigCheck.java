package io.spandrel.configuration;

/** What a difference in {@code grid:} configuration between members does. */
public enum ConfigCheck {
    /** The joining cache is refused. */
    REFUSE,
    /** The difference is logged, the cache joins. */
    WARN,
    /** Nothing is compared. */
    OFF
}
