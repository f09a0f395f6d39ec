package io.spandrel.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was written, the overrides and the defaults into records, effective settings and the problems of single
 * attributes. One reading serves one configuration once.
 */
final class Reading {

    /*
     * A value that cannot be read is replaced by its default for the rest of the reading, so that the rules can still
     * be applied to everything else; what they say about the replaced value itself is left out (Constraints).
     */
    private final Written configured;
    private final Written changed;
    private final Overrides overrides;

    private final Map<String, Record> records = new LinkedHashMap<>();
    private final Map<Place, Text> texts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Reading(Written configured, Written changed, Overrides overrides) {
        this.configured = configured;
        this.changed = changed;
        this.overrides = overrides;
    }

    /**
     * Reads a level of the language.
     *
     * @param configured what the configuration says
     * @param changed what was changed at run time since
     */
    static Reading of(List<ElementSpec> elements, Written configured, Written changed, Overrides overrides) {
        Reading reading = new Reading(configured, changed, overrides);
        elements.forEach(reading::read);
        return reading;
    }

    /** The record of an element in force; null if it is absent or off. */
    <T extends Record> @Nullable T record(Class<T> type) {
        return records.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** The names of the elements in force. */
    List<String> elements() {
        return List.copyOf(records.keySet());
    }

    /** The records of the elements in force, by name. */
    Map<String, Record> records() {
        return records;
    }

    /** The attributes of the elements in force. */
    Map<Place, Text> texts() {
        return texts;
    }

    /** Every attribute of the elements in force; {@code enabled} is true and left out. */
    List<EffectiveSetting> settings() {
        List<EffectiveSetting> settings = new ArrayList<>();
        texts.forEach((place, text) -> {
            if (place.attribute().inRecord()) {
                settings.add(new EffectiveSetting(
                        place.element().name(), place.attribute().name(), place.shown(text), text.origin()));
            }
        });
        return settings;
    }

    /** The values that all members must agree on, by element and attribute. */
    NavigableMap<String, String> agreed() {
        NavigableMap<String, String> agreed = new TreeMap<>();
        texts.forEach((place, text) -> {
            if (!place.attribute().local() && text.written() != null) {
                agreed.put(
                        place.element().name() + "." + place.attribute().name(),
                        place.attribute().canonical(text.written()));
            }
        });
        return agreed;
    }

    List<Problem> problems() {
        return problems;
    }

    private void read(ElementSpec element) {
        if (!isPresent(element)) {
            return;
        }
        problems.addAll(overrides.strays(element));
        Map<Place, Text> read = new LinkedHashMap<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (AttributeSpec attribute : element.attributes()) {
            Text text = read(element, attribute);
            read.put(new Place(element, attribute), text);
            values.add(attribute.held(text.value()));
        }
        boolean enabled = Boolean.TRUE.equals(values.remove(0));
        if (enabled && (element.parent() == null || records.containsKey(element.parent()))) {
            texts.putAll(read);
            records.put(element.name(), element.construct(values));
        } else if (element.with() != null && records.containsKey(element.with()) && !element.optional()) {
            problems.add(new Problem(
                    null,
                    element.name(),
                    "enabled",
                    "false",
                    "cannot be turned off beside <grid:" + element.with() + ">",
                    "remove the attribute, or remove <grid:" + element.with() + ">"));
        }
    }

    private boolean isPresent(ElementSpec element) {
        return configured.has(element.name()) || (element.with() != null && records.containsKey(element.with()));
    }

    private Text read(ElementSpec element, AttributeSpec attribute) {
        Text text = find(element, attribute);
        if (text.written() == null) {
            return text;
        }
        try {
            return text.with(attribute.type().parse(text.written()));
        } catch (IllegalArgumentException e) {
            String value = attribute.secret() ? null : text.written();
            problems.add(new Problem(
                    null,
                    element.name(),
                    attribute.name(),
                    value,
                    e.getMessage() + text.source(),
                    attribute.advice(text.written())));
            return text.broken(attribute.or() == null ? null : attribute.type().parse(attribute.or()));
        }
    }

    private Text find(ElementSpec element, AttributeSpec attribute) {
        String atRunTime = changed.text(element.name(), attribute.name());
        if (atRunTime != null) {
            return Text.of(atRunTime, Origin.CHANGED);
        }
        String written = configured.text(element.name(), attribute.name());
        if (written != null) {
            return Text.of(written, Origin.CONFIGURATION);
        }
        if (isWritten(element, attribute.instead())) {
            return Text.of(null, Origin.DEFAULT);
        }
        Optional<Overrides.Override> override = overrides.find(element.name(), attribute.name());
        if (override.isPresent()) {
            Overrides.Override found = override.get();
            return new Text(found.text(), null, found.origin(), " (given by " + found.name() + ")", false);
        }
        boolean replaced = attribute.instead() != null
                && overrides.find(element.name(), attribute.instead()).isPresent();
        return Text.of(replaced ? null : attribute.or(), Origin.DEFAULT);
    }

    private boolean isWritten(ElementSpec element, @Nullable String attribute) {
        return attribute != null
                && (changed.text(element.name(), attribute) != null
                        || configured.text(element.name(), attribute) != null);
    }

    /** An attribute of an element. */
    record Place(ElementSpec element, AttributeSpec attribute) {

        @Nullable
        String shown(Text text) {
            if (text.written() == null) {
                return null;
            }
            return attribute.secret() ? "(hidden)" : attribute.canonical(text.written());
        }

        boolean is(String elementName, @Nullable String attributeName) {
            return element.name().equals(elementName) && attribute.name().equals(attributeName);
        }

        /* The names tell places apart; comparing by the specs would hash the whole table for each attribute. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place && is(place.element.name(), place.attribute.name());
        }

        @Override
        public int hashCode() {
            return 31 * element.name().hashCode() + attribute.name().hashCode();
        }
    }

    /**
     * What an attribute's value was read from.
     *
     * @param written the text; null: none
     * @param value the value read; null: none
     * @param origin where the text comes from
     * @param source names a variable or property for a message; else empty
     * @param broken the text could not be read, the value stands in for it
     */
    record Text(@Nullable String written, @Nullable Object value, Origin origin, String source, boolean broken) {

        static Text of(@Nullable String written, Origin origin) {
            return new Text(written, null, origin, "", false);
        }

        Text with(Object read) {
            return new Text(written, read, origin, source, false);
        }

        Text broken(@Nullable Object standIn) {
            return new Text(written, standIn, origin, source, true);
        }
    }
}
