package io.spandrel.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of the table.
 *
 * @param name the name in kebab case
 * @param component the record component's name; empty for {@code enabled}, which is in no record
 * @param type how values are written, without the Optional
 * @param holder the component's own type
 * @param or the default as text; null: none
 * @param instead the attribute that takes this one's place; null: none
 * @param doc meaning, unit, and what being absent means
 * @param live can be changed while the cache runs
 * @param local may differ between members
 * @param secret never shown
 */
record AttributeSpec(
        String name,
        String component,
        ValueType type,
        Class<?> holder,
        @Nullable String or,
        @Nullable String instead,
        String doc,
        boolean live,
        boolean local,
        boolean secret) {

    /** Every element has it: presence turns an element on, {@code enabled="false"} turns it off. */
    static final AttributeSpec ENABLED = new AttributeSpec(
            "enabled",
            "",
            ValueType.of(boolean.class, Attribute.Unit.COUNT),
            boolean.class,
            "true",
            null,
            "Turns the element off when false, as if it were not there.",
            false,
            false,
            false);

    static AttributeSpec of(RecordComponent component) {
        Attribute declared = Objects.requireNonNull(
                component.getAnnotation(Attribute.class), () -> component + " must be annotated with @Attribute");
        return new AttributeSpec(
                Language.kebab(component.getName()),
                component.getName(),
                ValueType.of(valueClass(component), declared.unit()),
                component.getType(),
                declared.or().isEmpty() ? null : declared.or(),
                declared.instead().isEmpty() ? null : declared.instead(),
                declared.value(),
                declared.live(),
                declared.local(),
                declared.secret());
    }

    /** Whether it is a component of the element's record: all are but {@code enabled}. */
    boolean inRecord() {
        return !component.isEmpty();
    }

    /** What the record's constructor takes for a value, or for none. */
    @Nullable
    Object held(@Nullable Object value) {
        if (holder == Optional.class) {
            return Optional.ofNullable(value);
        }
        if (holder == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
        }
        return value == null ? type.absent() : value;
    }

    /** The canonical text of a value that can be read, the text itself otherwise. */
    String canonical(String text) {
        try {
            return type.format(type.parse(text));
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The way out of a text that breaks a rule, or of a missing one. */
    String advice(@Nullable String text) {
        if (text == null) {
            return "set " + name;
        }
        return or == null ? "correct the value or remove it" : "correct the value, or remove it to have " + or;
    }

    private static Class<?> valueClass(RecordComponent component) {
        if (component.getType() == OptionalLong.class) {
            return long.class;
        }
        if (component.getType() == Optional.class
                && component.getGenericType() instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> value) {
            return value;
        }
        return component.getType();
    }
}
