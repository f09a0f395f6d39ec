package io.spandrel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a configuration.
 *
 * @param cache the cache's or template's name; null: the container, or a cache whose name is not known yet
 * @param element the element's local name
 * @param attribute the attribute's name; null: the whole element
 * @param value the value as written; null: none
 * @param rule what is wrong
 * @param fix what to do about it
 */
public record Problem(
        @Nullable String cache,
        String element,
        @Nullable String attribute,
        @Nullable String value,
        String rule,
        String fix) {

    Problem in(@Nullable String cacheName) {
        return new Problem(cacheName, element, attribute, value, rule, fix);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (cache != null) {
            text.append("cache '").append(cache).append("', ");
        }
        text.append("<grid:").append(element).append('>');
        if (attribute != null) {
            text.append(' ').append(attribute);
        }
        if (value != null) {
            text.append("=\"").append(shortened(value)).append('"');
        }
        return text.append(": ")
                .append(rule)
                .append(". Fix: ")
                .append(fix)
                .append('.')
                .toString();
    }

    /* A value may be anything, a megabyte or a line that looks like a log record too. */
    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 120 ? line : line.substring(0, 117) + "...";
    }
}
