package io.spandrel.configuration;

import java.util.List;
import org.infinispan.commons.configuration.io.ConfigurationWriter;
import org.jspecify.annotations.Nullable;

/** Writes what was written: no defaults, no overrides, nothing changed at run time. */
final class ElementWriter {

    private final ConfigurationWriter writer;
    private final List<ElementSpec> elements;
    private final Written written;

    private ElementWriter(ConfigurationWriter writer, Draft.Source source) {
        this.writer = writer;
        this.elements = source.elements();
        this.written = source.written();
    }

    static void write(ConfigurationWriter writer, Draft.Source source) {
        new ElementWriter(writer, source).writeAll(null);
    }

    private void writeAll(@Nullable String parent) {
        for (ElementSpec element : Language.children(elements, parent)) {
            if (written.has(element.name())) {
                write(element);
            }
        }
    }

    private void write(ElementSpec element) {
        writer.writeStartElement(Language.PREFIX, Language.NAMESPACE, element.name());
        if (element.parent() == null) {
            writer.writeNamespace(Language.PREFIX, Language.NAMESPACE);
        }
        for (AttributeSpec attribute : element.attributes()) {
            String text = written.text(element.name(), attribute.name());
            if (text != null) {
                writer.writeAttribute(
                        attribute.name(), attribute.secret() && !writer.clearTextSecrets() ? "***" : text);
            }
        }
        writeAll(element.name());
        writer.writeEndElement();
    }
}
