package io.spandrel.configuration;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The XSD that the table asks for. */
final class SchemaText {

    private static final Map<String, String> PATTERNS = Map.of(
            "duration", "0|[0-9]{1,18}(ms|s|m|h|d)",
            "size", "[0-9]{1,18}(B|KB|MB|GB|TB)?",
            "count", "[0-9]{1,18}",
            "rate", "[0-9]{1,9}(\\.[0-9]{1,18})?");

    private final StringBuilder text = new StringBuilder();

    static String of(List<ElementSpec> elements) {
        return new SchemaText().write(elements);
    }

    private String write(List<ElementSpec> elements) {
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        line(0, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"" + Language.NAMESPACE + "\"");
        line(4, "targetNamespace=\"" + Language.NAMESPACE + "\" elementFormDefault=\"qualified\" version=\"1.0\">");
        for (ElementSpec element : Language.children(elements, null)) {
            element(1, element, elements);
        }
        PATTERNS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(type -> simpleType(type.getKey(), "<xs:pattern value=\"" + type.getValue() + "\"/>"));
        elements.stream()
                .flatMap(element -> Stream.of(element.record().getRecordComponents()))
                .map(component -> component.getType())
                .filter(Class::isEnum)
                .distinct()
                .forEach(type -> simpleType(
                        Language.kebab(type.getSimpleName()),
                        Stream.of(type.getEnumConstants())
                                .map(c -> "<xs:enumeration value=\"" + ValueType.word(c) + "\"/>")
                                .collect(Collectors.joining())));
        line(0, "</xs:schema>");
        return text.toString();
    }

    private void element(int depth, ElementSpec element, List<ElementSpec> elements) {
        line(depth, "<xs:element name=\"" + element.name() + "\"" + (depth > 1 ? " minOccurs=\"0\"" : "") + ">");
        documentation(depth + 1, element.doc());
        line(depth + 1, "<xs:complexType>");
        List<ElementSpec> children = Language.children(elements, element.name());
        if (!children.isEmpty()) {
            line(depth + 2, "<xs:all>");
            children.forEach(child -> element(depth + 3, child, elements));
            line(depth + 2, "</xs:all>");
        }
        element.attributes().forEach(attribute -> attribute(depth + 2, attribute));
        line(depth + 1, "</xs:complexType>");
        line(depth, "</xs:element>");
    }

    private void attribute(int depth, AttributeSpec attribute) {
        String type = attribute.type().name();
        String of = type.equals("boolean")
                ? "xs:boolean"
                : type.equals("text") || type.equals("words") ? "xs:string" : type;
        String or = attribute.or() == null ? "" : " default=\"" + attribute.or() + "\"";
        line(depth, "<xs:attribute name=\"" + attribute.name() + "\" type=\"" + of + "\"" + or + ">");
        documentation(depth + 1, attribute.doc() + (attribute.or() == null ? "" : " Default: " + attribute.or() + "."));
        line(depth, "</xs:attribute>");
    }

    private void documentation(int depth, String doc) {
        String escaped = doc.replace("&", "&amp;").replace("<", "&lt;");
        line(depth, "<xs:annotation><xs:documentation>" + escaped + "</xs:documentation></xs:annotation>");
    }

    private void simpleType(String name, String facets) {
        line(1, "<xs:simpleType name=\"" + name + "\">");
        line(2, "<xs:restriction base=\"xs:token\">" + facets + "</xs:restriction>");
        line(1, "</xs:simpleType>");
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }
}
