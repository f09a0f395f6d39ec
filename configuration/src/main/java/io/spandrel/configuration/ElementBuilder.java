package io.spandrel.configuration;

import java.time.Duration;
import java.util.List;

/**
 * Builds one element; every setter takes the value in the attribute's own type. Not thread-safe.
 *
 * @param <P> the builder of the level it stands in
 * @param <B> itself
 */
public abstract class ElementBuilder<P, B extends ElementBuilder<P, B>> {

    private final P parent;
    private final Draft draft;
    private final String element;

    ElementBuilder(P parent, Draft draft, String element) {
        this.parent = parent;
        this.draft = draft;
        this.element = element;
        draft.written.add(draft.element(element));
    }

    /** Turns the element off, as if it were not there, or on again. */
    public final B enabled(boolean enabled) {
        return text("enabled", Boolean.toString(enabled));
    }

    /** Back to the level, for its next element. */
    public final P and() {
        return parent;
    }

    final B text(String attribute, String text) {
        draft.set(element, attribute, text);
        return self();
    }

    final B count(String attribute, long count) {
        return text(attribute, Long.toString(count));
    }

    final B size(String attribute, long bytes) {
        return text(attribute, Sizes.format(bytes));
    }

    final B rate(String attribute, double rate) {
        return text(attribute, ValueType.decimalText(rate));
    }

    final B flag(String attribute, boolean flag) {
        return text(attribute, Boolean.toString(flag));
    }

    final B duration(String attribute, Duration duration) {
        return text(attribute, Durations.format(duration));
    }

    final B word(String attribute, Enum<?> constant) {
        return text(attribute, ValueType.word(constant));
    }

    final B words(String attribute, List<String> words) {
        return text(attribute, String.join(",", words));
    }

    @SuppressWarnings("unchecked")
    private B self() {
        return (B) this;
    }
}
