package io.spandrel.configuration;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of the table.
 *
 * @param name the local name, unique in the whole language
 * @param parent the element it stands in; null: the cache or the container
 * @param with the element whose presence brings this one in with its defaults; null: none
 * @param optional brought in by another element, it can still be turned off
 * @param record the record that holds its values
 * @param doc what it is for
 * @param attributes {@code enabled} first, then in the order of the record's components
 */
record ElementSpec(
        String name,
        @Nullable String parent,
        @Nullable String with,
        boolean optional,
        Class<? extends Record> record,
        String doc,
        List<AttributeSpec> attributes) {

    static ElementSpec of(Class<? extends Record> record) {
        Element declared = Objects.requireNonNull(
                record.getAnnotation(Element.class), () -> record + " must be annotated with @Element");
        List<AttributeSpec> attributes = new ArrayList<>();
        attributes.add(AttributeSpec.ENABLED);
        Arrays.stream(record.getRecordComponents()).map(AttributeSpec::of).forEach(attributes::add);
        return new ElementSpec(
                declared.value(),
                declared.parent().isEmpty() ? null : declared.parent(),
                declared.with().isEmpty() ? null : declared.with(),
                declared.optional(),
                record,
                declared.doc(),
                List.copyOf(attributes));
    }

    Optional<AttributeSpec> attribute(String attribute) {
        return attributes.stream().filter(a -> a.name().equals(attribute)).findFirst();
    }

    List<String> attributeNames() {
        return attributes.stream().map(AttributeSpec::name).toList();
    }

    /** The record made of the values, one for each component. */
    Record construct(List<@Nullable Object> values) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return record.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record + " cannot be made of " + values, e);
        }
    }
}
