package io.spandrel.configuration;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One element of the table. */
final class ElementSpec {

    private final Class<? extends Record> record;
    private final Element declared;

    /* Read at the first use: most elements are in no configuration, and the start of a member waits for it. */
    private @Nullable List<AttributeSpec> attributes;

    private ElementSpec(Class<? extends Record> record, Element declared) {
        this.record = record;
        this.declared = declared;
    }

    static ElementSpec of(Class<? extends Record> record) {
        return new ElementSpec(
                record,
                Objects.requireNonNull(
                        record.getAnnotation(Element.class), () -> record + " must be annotated with @Element"));
    }

    /** The local name, unique in the whole language. */
    String name() {
        return declared.value();
    }

    /** The element it stands in; null: the cache or the container. */
    @Nullable
    String parent() {
        return declared.parent().isEmpty() ? null : declared.parent();
    }

    /** The element whose presence brings this one in with its defaults; null: none. */
    @Nullable
    String with() {
        return declared.with().isEmpty() ? null : declared.with();
    }

    /** Brought in by another element, it can still be turned off. */
    boolean optional() {
        return declared.optional();
    }

    /** What it is for. */
    String doc() {
        return declared.doc();
    }

    /** The record that holds its values. */
    Class<? extends Record> record() {
        return record;
    }

    /** {@code enabled} first, then in the order of the record's components. */
    synchronized List<AttributeSpec> attributes() {
        if (attributes == null) {
            attributes = Stream.concat(
                            Stream.of(AttributeSpec.ENABLED),
                            Arrays.stream(record.getRecordComponents()).map(AttributeSpec::of))
                    .toList();
        }
        return attributes;
    }

    Optional<AttributeSpec> attribute(String attribute) {
        return attributes().stream().filter(a -> a.name().equals(attribute)).findFirst();
    }

    List<String> attributeNames() {
        return attributes().stream().map(AttributeSpec::name).toList();
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
