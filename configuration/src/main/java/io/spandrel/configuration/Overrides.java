package io.spandrel.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Defaults from outside: {@code spandrel.eviction.max-count} or {@code SPANDREL_EVICTION_MAX_COUNT}. They stand in for
 * the language's own defaults and never for a configured value; a system property goes before an environment variable.
 */
final class Overrides {

    private final Map<String, String> environment;
    private final Map<String, String> properties;

    Overrides(Map<String, String> environment, Map<String, String> properties) {
        this.environment = new TreeMap<>(environment);
        this.properties = new TreeMap<>(properties);
    }

    /** The process' environment and system properties, as they are now. */
    static Overrides ofProcess() {
        Properties properties = System.getProperties();
        Map<String, String> texts = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            texts.put(name, properties.getProperty(name, ""));
        }
        return new Overrides(System.getenv(), texts);
    }

    Optional<Override> find(String element, String attribute) {
        String property = propertyPrefix(element) + attribute;
        if (properties.containsKey(property)) {
            return Optional.of(new Override(properties.getOrDefault(property, ""), Origin.SYSTEM_PROPERTY, property));
        }
        String variable = variablePrefix(element) + upper(attribute);
        if (environment.containsKey(variable)) {
            return Optional.of(new Override(environment.getOrDefault(variable, ""), Origin.ENVIRONMENT, variable));
        }
        return Optional.empty();
    }

    /** What names the element and none of its attributes. */
    List<Problem> strays(ElementSpec element) {
        List<Problem> problems = new ArrayList<>();
        collect(problems, element, properties, propertyPrefix(element.name()), element.attributeNames());
        List<String> variables =
                element.attributeNames().stream().map(Overrides::upper).toList();
        collect(problems, element, environment, variablePrefix(element.name()), variables);
        return problems;
    }

    private static void collect(
            List<Problem> problems, ElementSpec element, Map<String, String> from, String prefix, List<String> known) {
        from.forEach((name, value) -> {
            String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (!rest.isEmpty() && !known.contains(rest)) {
                problems.add(new Problem(
                        null,
                        element.name(),
                        null,
                        null,
                        name + " names no attribute",
                        Nearest.advice(rest, known, "attribute")));
            }
        });
    }

    private static String propertyPrefix(String element) {
        return "spandrel." + element + ".";
    }

    private static String variablePrefix(String element) {
        return "SPANDREL_" + upper(element) + "_";
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * One override found.
     *
     * @param text the value as given
     * @param origin of which kind it is
     * @param name of the variable or property
     */
    record Override(String text, Origin origin, String name) {}
}
