package io.spandrel.grid.infinispan;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.api.CacheContainerAdmin.AdminFlag;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.configuration.ConfigurationManager;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.global.GlobalStateConfiguration;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.globalstate.ConfigurationStorage;
import org.infinispan.globalstate.GlobalConfigurationManager;
import org.infinispan.globalstate.ScopedState;
import org.infinispan.globalstate.impl.CacheState;
import org.infinispan.util.DependencyGraph;
import org.jspecify.annotations.Nullable;

/** The caches that Infinispan creates on all members, from a configuration that all members share. Thread-safe. */
final class CreatedCaches {

    /*
     * Asked beside the manager's administration(), which does the same in the name of the calling thread's subject: here the
     * caller has been judged already, by the application that has the manager or by the console.
     */
    private static final String SCOPE = "cache";

    private final GlobalComponentRegistry components;

    CreatedCaches(GlobalComponentRegistry components) {
        this.components = components;
    }

    /** Why none can be created; null if they can. */
    @Nullable
    String obstacle() {
        return storage() == ConfigurationStorage.IMMUTABLE
                ? "The configuration of this member is immutable (global-state, configuration-storage)"
                : null;
    }

    /** Whether a cache that is created now outlives a stop of all members. */
    boolean permanent() {
        return globalState().enabled() && storage() != ConfigurationStorage.VOLATILE;
    }

    /**
     * Has all members create the cache; nothing happens if there is one of that name among the created ones.
     *
     * @return completes when all have tried
     */
    CompletionStage<Configuration> create(String name, Configuration configuration) {
        EnumSet<AdminFlag> flags = EnumSet.noneOf(AdminFlag.class);
        if (!permanent()) {
            flags.add(AdminFlag.VOLATILE);
        }
        return shared().createCache(name, configuration, flags);
    }

    /** Has all members remove a created cache. */
    CompletionStage<Void> remove(String name) {
        return shared().removeCache(name, EnumSet.noneOf(AdminFlag.class));
    }

    /** Whether a cache was created so; false if the application defines it itself. Blocks. */
    boolean has(String name) {
        return state(name) != null;
    }

    /** Whether a created cache outlives a stop of all members. Blocks. */
    boolean permanent(String name) {
        CacheState state = state(name);
        return state != null && !state.getFlags().contains(AdminFlag.VOLATILE);
    }

    /** Whether a created cache is the one that this configuration means, and not another of the same name. Blocks. */
    boolean is(String name, Configuration configuration) {
        CacheState state = state(name);
        return state != null && state.getConfiguration().equals(configuration.toStringConfiguration(name));
    }

    /** Whether no cache or template can have that name, because one has. */
    boolean taken(String name) {
        return defined().getDefinedConfigurations().contains(name)
                || defined().getAliases().contains(name)
                || components.getCacheManager().cacheExists(name);
    }

    /** The templates of this member, by name. */
    Map<String, Configuration> templates() {
        Map<String, Configuration> templates = new HashMap<>();
        for (String name : defined().getDefinedConfigurations()) {
            Configuration configuration = defined().getConfiguration(name, false);
            if (configuration.isTemplate()) {
                templates.put(name, configuration);
            }
        }
        return templates;
    }

    /** Whether a cache needs this one to run, by what the application has told the manager. */
    boolean hasDependent(String name) {
        @SuppressWarnings("unchecked") // registered so by the manager
        DependencyGraph<String> graph =
                components.getComponent(DependencyGraph.class, KnownComponentNames.CACHE_DEPENDENCY_GRAPH);
        return graph.hasDependent(name);
    }

    private @Nullable CacheState state(String name) {
        return CompletionStages.join(shared().getStateCache().getAsync(new ScopedState(SCOPE, name)))
                        instanceof CacheState state
                ? state
                : null;
    }

    private ConfigurationManager defined() {
        return components.getComponent(ConfigurationManager.class);
    }

    private GlobalConfigurationManager shared() {
        return components.getComponent(GlobalConfigurationManager.class);
    }

    private GlobalStateConfiguration globalState() {
        return components.getGlobalConfiguration().globalState();
    }

    private ConfigurationStorage storage() {
        return globalState().configurationStorage();
    }
}
