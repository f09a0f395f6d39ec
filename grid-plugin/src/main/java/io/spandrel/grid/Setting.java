package io.spandrel.grid;

/**
 * One effective configuration value.
 *
 * @param element the element's local name, such as {@code eviction}
 * @param attribute the attribute's name, such as {@code max-count}
 * @param value the value in force, in the language of the configuration
 * @param origin where it comes from: {@code configuration}, {@code environment}, {@code system property},
 *     {@code default} or {@code changed at run time}
 */
public record Setting(String element, String attribute, String value, String origin) {}
