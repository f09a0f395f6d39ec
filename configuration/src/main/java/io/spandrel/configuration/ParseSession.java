package io.spandrel.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.infinispan.commons.configuration.Builder;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ConfigurationParserListener;
import org.jspecify.annotations.Nullable;

/**
 * The parsing of one file: keeps what the parser could not place and reports the problems of all its caches together.
 * Not thread-safe, as the holder is not.
 */
final class ParseSession implements ConfigurationParserListener {

    /*
     * Infinispan validates cache by cache while it resolves the templates, and throws at the first. So whichever cache
     * is validated first makes the report for all of them; the templates are applied here in the way Infinispan is
     * about to. Some paths of Infinispan parse without telling listeners: they validate when they build.
     */
    private @Nullable ConfigurationBuilderHolder holder;
    private final List<Problem> misplaced = new ArrayList<>();

    private ParseSession(ConfigurationBuilderHolder holder) {
        this.holder = holder;
        holder.addParserListener(this);
    }

    /** The session of the holder, or null before the first grid element. */
    static @Nullable ParseSession find(ConfigurationBuilderHolder holder) {
        Stream<Draft> container = drafts(holder.getGlobalConfigurationBuilder().modules());
        Stream<Draft> caches =
                holder.getNamedConfigurationBuilders().values().stream().flatMap(cache -> drafts(cache.modules()));
        return Stream.concat(container, caches)
                .map(draft -> draft.session)
                .filter(session -> session != null && session.holder == holder)
                .findFirst()
                .orElse(null);
    }

    static ParseSession begin(ConfigurationBuilderHolder holder) {
        return new ParseSession(holder);
    }

    void misplaced(Problem problem) {
        misplaced.add(problem);
    }

    boolean isOpen() {
        return holder != null;
    }

    @Override
    public void parsingComplete(ConfigurationBuilderHolder parsed) {
        report();
    }

    /**
     * Ends the session if there is no problem in the file.
     *
     * @throws ConfigException with all problems of all caches, templates and the container
     */
    void report() {
        if (holder == null) {
            return;
        }
        List<Problem> problems = new ArrayList<>(misplaced);
        holder.getGlobalConfigurationBuilder().modules().stream()
                .filter(GridContainerConfigurationBuilder.class::isInstance)
                .forEach(module -> problems.addAll(((GridContainerConfigurationBuilder) module).problems()));
        for (String name : holder.getNamedConfigurationBuilders().keySet()) {
            GridCacheConfigurationBuilder cache =
                    GridCacheConfigurationBuilder.find(resolve(holder, name, new HashSet<>()));
            if (cache != null) {
                cache.problems().forEach(problem -> problems.add(problem.in(name)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        holder = null;
    }

    private static ConfigurationBuilder resolve(ConfigurationBuilderHolder holder, String name, Set<String> seen) {
        ConfigurationBuilder cache =
                Objects.requireNonNull(holder.getNamedConfigurationBuilders().get(name), name);
        String parent = cache.configuration();
        if (parent == null || !holder.getNamedConfigurationBuilders().containsKey(parent) || !seen.add(name)) {
            return cache;
        }
        return new ConfigurationBuilder()
                .read(resolve(holder, parent, seen).build(false), holder.getCombine())
                .read(cache.build(false), holder.getCombine());
    }

    private static Stream<Draft> drafts(Collection<Builder<?>> modules) {
        return modules.stream()
                .filter(DraftBuilder.class::isInstance)
                .map(module -> ((DraftBuilder<?>) module).draft());
    }
}
