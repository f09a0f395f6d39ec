package io.spandrel.configuration;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.stream.Stream;
import org.infinispan.commons.configuration.io.ConfigurationReader;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ConfigurationParser;
import org.infinispan.configuration.parsing.Namespace;
import org.infinispan.configuration.parsing.ParserScope;
import org.jspecify.annotations.Nullable;

/** Reads the {@code grid:} elements of an Infinispan configuration: XML, JSON or YAML. Found by Infinispan itself. */
public final class GridParser implements ConfigurationParser {

    /** All elements are announced, also those that stand in another: misplaced, they are reported and not unknown. */
    @Override
    public Namespace[] getNamespaces() {
        return Stream.concat(Language.CONTAINER.stream(), Language.CACHE.stream())
                .flatMap(element -> Stream.of(
                        new Root(Language.NAMESPACE.replaceAll("[^:]+$", "*"), element.name()),
                        new Root("", element.name())))
                .toArray(Namespace[]::new);
    }

    @Override
    public void readElement(ConfigurationReader reader, ConfigurationBuilderHolder holder) {
        ParseSession session = session(reader, holder);
        if (holder.inScope(ParserScope.CACHE_CONTAINER)) {
            Draft draft =
                    Spandrel.container(holder.getGlobalConfigurationBuilder()).draft();
            draft.session = session;
            new ElementReader(reader, draft, session, null).read(null);
        } else if (holder.inScope(ParserScope.CACHE) || holder.inScope(ParserScope.CACHE_TEMPLATE)) {
            Draft draft =
                    Spandrel.cache(holder.getCurrentConfigurationBuilder()).draft();
            draft.session = session;
            new ElementReader(reader, draft, session, name(holder)).read(null);
        } else {
            session.misplaced(new Problem(
                    null,
                    reader.getLocalName(),
                    null,
                    null,
                    "stands neither in the cache container nor in a cache",
                    "move it into <cache-container> or a cache"));
            ElementReader.skip(reader);
        }
    }

    private ParseSession session(ConfigurationReader reader, ConfigurationBuilderHolder holder) {
        ParseSession session = ParseSession.find(holder);
        if (session == null) {
            session = ParseSession.begin(holder);
            holder.setNamespaceMappingParser(new MisspeltElements(this, reader, holder));
        }
        return session;
    }

    /* A cache that is parsed alone need not have a name yet. */
    private static @Nullable String name(ConfigurationBuilderHolder holder) {
        ConfigurationBuilder current = holder.getCurrentConfigurationBuilder();
        return holder.getNamedConfigurationBuilders().entrySet().stream()
                .filter(entry -> entry.getValue() == current)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** An element of the table as the annotation that Infinispan asks for. */
    private record Root(String uri, String root) implements Namespace {

        /* Both ends must be given: the defaults are Infinispan's own versions. */
        @Override
        public String since() {
            return "1.0";
        }

        @Override
        public String until() {
            return "1.0";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Namespace.class;
        }
    }
}
