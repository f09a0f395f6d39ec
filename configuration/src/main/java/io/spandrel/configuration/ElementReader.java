package io.spandrel.configuration;

import java.util.List;
import org.infinispan.commons.configuration.io.ConfigurationReader;
import org.jspecify.annotations.Nullable;

/** Reads an element and what stands in it into a draft; what has no place there becomes a problem of the session. */
final class ElementReader {

    private final ConfigurationReader reader;
    private final Draft draft;
    private final ParseSession session;
    private final @Nullable String cache;

    ElementReader(ConfigurationReader reader, Draft draft, ParseSession session, @Nullable String cache) {
        this.reader = reader;
        this.draft = draft;
        this.session = session;
        this.cache = cache;
    }

    /** Reads the element the reader stands at, to its end. */
    void read(@Nullable String parent) {
        String name = reader.getLocalName();
        List<ElementSpec> allowed = Language.children(draft.elements, parent);
        ElementSpec element = Language.find(allowed, name).orElse(null);
        if (element == null) {
            unknown(name, parent, allowed.stream().map(ElementSpec::name).toList());
            skip(reader);
            return;
        }
        if (draft.written.has(name)) {
            problem(name, null, null, "stands here twice", "keep one of them");
        }
        draft.written.add(element);
        readAttributes(element);
        while (reader.inTag()) {
            read(name);
        }
    }

    private void readAttributes(ElementSpec element) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeName(i);
            String text = reader.getAttributeValue(i);
            element.attribute(name)
                    .ifPresentOrElse(
                            attribute -> draft.written.put(element, attribute, text),
                            () -> problem(
                                    element.name(),
                                    name,
                                    text,
                                    "is not known",
                                    Nearest.advice(name, element.attributeNames(), "attribute")));
        }
    }

    private void unknown(String name, @Nullable String parent, List<String> allowed) {
        String place = parent == null ? (cache == null ? "the cache container" : "a cache") : "<grid:" + parent + ">";
        String fix = allowed.isEmpty() ? "remove it" : Nearest.advice(name, allowed, "element");
        problem(name, null, null, "has no place in " + place, fix);
    }

    private void problem(String element, @Nullable String attribute, @Nullable String value, String rule, String fix) {
        session.misplaced(new Problem(cache, element, attribute, value, rule, fix));
    }

    /** Reads over the element the reader stands at. */
    static void skip(ConfigurationReader reader) {
        while (reader.inTag()) {
            skip(reader);
        }
    }
}
