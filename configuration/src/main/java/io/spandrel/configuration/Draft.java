package io.spandrel.configuration;

import java.util.List;
import org.infinispan.commons.configuration.Combine;
import org.jspecify.annotations.Nullable;

/**
 * What a builder has gathered for one level: shared by all builders of the same cache, because Infinispan adds a
 * second one when a cache inherits from a template. Not thread-safe.
 */
final class Draft {

    final List<ElementSpec> elements;
    final Written written = new Written();
    Overrides overrides = Overrides.ofProcess();

    @Nullable
    ParseSession session;

    Draft(List<ElementSpec> elements) {
        this.elements = elements;
    }

    ElementSpec element(String name) {
        return Language.find(elements, name)
                .orElseThrow(() -> new IllegalArgumentException("No element " + name + " in " + this));
    }

    void set(String element, String attribute, String text) {
        ElementSpec spec = element(element);
        written.put(
                spec,
                spec.attribute(attribute)
                        .orElseThrow(
                                () -> new IllegalArgumentException("No attribute " + attribute + " of " + element)),
                text);
    }

    /** Takes over what another configuration says, on top of what is here. */
    void read(Source source, Combine combine) {
        if (combine.attributes() == Combine.Attributes.OVERRIDE) {
            source.written().names().forEach(written::remove);
        }
        written.addAll(source.written());
        overrides = source.overrides();
        session = source.session();
    }

    Source source() {
        return new Source(elements, new Written(written), overrides, session);
    }

    /**
     * What a configuration was made of.
     *
     * @param session the parse it came from, as long as that has not been reported; null: none
     */
    record Source(
            List<ElementSpec> elements,
            Written written,
            Overrides overrides,
            @Nullable ParseSession session) {

        Reading reading(Written changed) {
            return Reading.of(elements, written, changed, overrides);
        }
    }
}
