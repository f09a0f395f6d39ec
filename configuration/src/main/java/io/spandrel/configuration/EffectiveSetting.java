package io.spandrel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * One value in force.
 *
 * @param element the element's local name
 * @param attribute the attribute's name
 * @param value the value as it would be written, in canonical form; null: none; a secret is hidden
 * @param origin where it comes from
 */
public record EffectiveSetting(
        String element, String attribute, @Nullable String value, Origin origin) {}
