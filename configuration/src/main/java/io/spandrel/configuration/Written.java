package io.spandrel.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was written: the present elements and their attributes as text, canonical where it can be read.
 *
 * <p>Two of them are equal if the same was written in whatever order. Not thread-safe.
 */
final class Written {

    private final Map<String, Map<String, String>> elements = new LinkedHashMap<>();

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
                .put(attribute.name(), attribute.canonical(text));
    }

    @Nullable
    String text(String element, String attribute) {
        return elements.getOrDefault(element, Map.of()).get(attribute);
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

    boolean isEmpty() {
        return elements.isEmpty();
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
}
