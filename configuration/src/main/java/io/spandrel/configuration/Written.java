package io.spandrel.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was written: the present elements and their attributes as text.
 *
 * <p>Two of them are equal if the same was meant, in whatever order and spelling. Not thread-safe.
 */
final class Written {

    private final Map<String, Map<String, Spelling>> elements = new LinkedHashMap<>();

    Written() {}

    Written(Written other) {
        addAll(other);
    }

    boolean has(String element) {
        return elements.containsKey(element);
    }

    Set<String> names() {
        return elements.keySet();
    }

    void add(ElementSpec element) {
        elements.computeIfAbsent(element.name(), name -> new TreeMap<>());
    }

    void put(ElementSpec element, AttributeSpec attribute, String text) {
        elements.computeIfAbsent(element.name(), name -> new TreeMap<>())
                .put(attribute.name(), new Spelling(text, attribute.canonical(text)));
    }

    @Nullable
    String text(String element, String attribute) {
        Spelling spelling = elements.getOrDefault(element, Map.of()).get(attribute);
        return spelling == null ? null : spelling.text();
    }

    void remove(String element) {
        elements.remove(element);
    }

    /** Takes over the other's elements, attribute by attribute, the other's winning. */
    void addAll(Written other) {
        other.elements.forEach((element, attributes) ->
                elements.computeIfAbsent(element, name -> new TreeMap<>()).putAll(attributes));
    }

    void clear() {
        elements.clear();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Written written && elements.equals(written.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return elements.toString();
    }

    /** A text, equal to every other spelling of the same value: {@code 60s} to {@code 1m}. */
    private record Spelling(String text, String canonical) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Spelling spelling && canonical.equals(spelling.canonical);
        }

        @Override
        public int hashCode() {
            return canonical.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
