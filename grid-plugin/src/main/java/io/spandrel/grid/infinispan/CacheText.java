package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.Problem;
import io.spandrel.grid.CacheFormat;
import io.spandrel.grid.CacheProblem;
import io.spandrel.grid.CacheRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.infinispan.commons.configuration.io.ConfigurationReader;
import org.infinispan.commons.configuration.io.ConfigurationResourceResolver;
import org.infinispan.commons.configuration.io.ConfigurationWriter;
import org.infinispan.commons.configuration.io.NamingStrategy;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.io.StringBuilderWriter;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;

/**
 * The text of one cache, read by Infinispan's own parsers. Immutable.
 */
final class CacheText {

    /*
     * What a text may reach: nothing but itself and the templates of this member. Includes are refused, and so is ${…}, which
     * each member would replace by its own properties and environment, that is, by what its administrator may not know.
     */
    private static final ConfigurationResourceResolver NO_INCLUDES = href -> {
        throw new IOException("another file cannot be included here: " + href);
    };

    private static final Set<String> WHOLE = Set.of("infinispan", "cache-container");

    private final String name;
    private final CacheFormat format;
    private final String text;

    CacheText(String name, CacheFormat format, String text) {
        this.name = name;
        this.format = format;
        this.text = text;
    }

    /**
     * The configuration that the text means.
     *
     * @param templates the templates that it may name
     * @throws CacheRefusedException with all that is wrong with it
     */
    Configuration read(GlobalConfiguration global, Map<String, Configuration> templates) {
        refuseReplacements();
        try {
            refuseWhole();
            Configuration configuration = build(global, templates);
            if (configuration.isTemplate()) {
                throw refused(CacheProblem.ofWhole(
                        "This is a template; a cache's root element is local-cache, invalidation-cache, replicated-cache"
                                + " or distributed-cache"));
            }
            return configuration;
        } catch (StackOverflowError e) {
            throw refused(CacheProblem.ofWhole("The text is nested too deeply"));
        } catch (CacheRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** A configuration in the language of this text. */
    String write(Configuration configuration) {
        StringBuilderWriter written = new StringBuilderWriter();
        try (ConfigurationWriter writer = ConfigurationWriter.to(written)
                .withType(type())
                .clearTextSecrets(false)
                .prettyPrint(true)
                .build()) {
            parsers().serialize(writer, name, configuration);
        }
        return written.toString();
    }

    /** What reading, a rule or the start of the cache has thrown. */
    CacheRefusedException refused(RuntimeException failure) {
        return failure instanceof ConfigException all
                ? unusable(all.problems())
                : refused(TextPlaces.of(text).problem(failure));
    }

    /** That it is understood, but cannot be used. */
    CacheRefusedException unusable(List<Problem> problems) {
        return refused(problems.stream().map(this::told).toList());
    }

    private Configuration build(GlobalConfiguration global, Map<String, Configuration> templates) {
        ConfigurationBuilderHolder holder = new ConfigurationBuilderHolder(global.classLoader());
        templates.forEach((template, configuration) ->
                holder.newConfigurationBuilder(template).read(configuration).template(true));
        parsers().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), holder, NO_INCLUDES, type());
        List<Map.Entry<String, ConfigurationBuilder>> read = holder.getNamedConfigurationBuilders().entrySet().stream()
                /* A text need not name its cache. */
                .filter(builder -> !templates.containsKey(builder.getKey()))
                .toList();
        if (read.size() != 1) {
            throw refused(CacheProblem.ofWhole("The text must hold one cache, and holds " + read.size()));
        }
        String named = read.get(0).getKey();
        if (named != null && !named.equals(name)) {
            throw refused(TextPlaces.of(text)
                    .problem(null, "name", "The text names the cache '" + named + "', but it is to be '" + name + "'"));
        }
        return read.get(0).getValue().build(global);
    }

    private void refuseWhole() {
        try (ConfigurationReader reader = ConfigurationReader.from(text)
                .withType(type())
                .withResolver(NO_INCLUDES)
                .withNamingStrategy(NamingStrategy.KEBAB_CASE)
                .build()) {
            reader.require(ConfigurationReader.ElementType.START_DOCUMENT);
            reader.nextElement();
            String root = reader.getLocalName();
            if (WHOLE.contains(root)) {
                throw refused(TextPlaces.of(text)
                        .problem(
                                null,
                                null,
                                "'" + root + "' is more than a cache; begin with local-cache, invalidation-cache,"
                                        + " replicated-cache or distributed-cache"));
            }
        }
    }

    private void refuseReplacements() {
        int at = text.indexOf("${");
        if (at >= 0) {
            throw refused(TextPlaces.of(text)
                    .problem(
                            at,
                            "${...} is not replaced here; write the value itself, or put it into the application's"
                                    + " own configuration"));
        }
    }

    /* That it is about this cache need not be said. */
    private CacheProblem told(Problem of) {
        Problem problem = new Problem(null, of.element(), of.attribute(), of.value(), of.rule(), of.fix());
        return TextPlaces.of(text).problem(of.element(), of.attribute(), problem.toString());
    }

    private CacheRefusedException refused(CacheProblem problem) {
        return refused(List.of(problem));
    }

    private CacheRefusedException refused(List<CacheProblem> problems) {
        return new CacheRefusedException(name, problems);
    }

    private static ParserRegistry parsers() {
        return new ParserRegistry(CacheText.class.getClassLoader(), false, new Properties());
    }

    private MediaType type() {
        return switch (format) {
            case XML -> MediaType.APPLICATION_XML;
            case JSON -> MediaType.APPLICATION_JSON;
            case YAML -> MediaType.APPLICATION_YAML;
        };
    }
}
