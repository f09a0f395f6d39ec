package io.spandrel.grid.infinispan;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.view.JGroupsStacks;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.factories.annotations.InfinispanModule;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.jmx.CacheManagerJmxRegistration;
import org.infinispan.lifecycle.ModuleLifecycle;
import org.infinispan.marshall.protostream.impl.SerializationContextRegistry;
import org.infinispan.metrics.impl.CacheManagerMetricsRegistration;
import org.infinispan.registry.InternalCacheRegistry;
import org.infinispan.telemetry.InfinispanTelemetry;
import org.jspecify.annotations.Nullable;

/** What Infinispan calls when a cache manager and its caches start and stop. Found by Infinispan itself. */
@InfinispanModule(name = "spandrel", requiredModules = "core")
public final class SpandrelModule implements ModuleLifecycle {

    private @Nullable LocalMember member;

    @Override
    public void cacheManagerStarting(GlobalComponentRegistry components, GlobalConfiguration configuration) {
        JGroupsStacks.offer(configuration);
        SerializationContextRegistry types = components.getComponent(SerializationContextRegistry.class);
        GridSchemas.ALL.forEach(
                schema -> types.addContextInitializer(SerializationContextRegistry.MarshallerType.GLOBAL, schema));
        LocalMember starting = new LocalMember(components);
        starting.checkAvailable();
        BasicComponentRegistry registry = components.getComponent(BasicComponentRegistry.class);
        registry.registerComponent(LocalMember.class, starting, false);
        starting.clockCheck().install(registry);
        if (starting.tracing()) {
            bridge(registry);
        }
        MemberParts.install(starting, components);
        member = starting;
    }

    @Override
    public void cacheManagerStarted(GlobalComponentRegistry components) {
        if (member != null) {
            member.started();
            show(components, new MemberBean(member));
        }
    }

    @Override
    public void cacheManagerStopping(GlobalComponentRegistry components) {
        if (member != null) {
            member.stopping();
        }
    }

    @Override
    public void cacheStarting(ComponentRegistry cache, Configuration configuration, String name) {
        if (member != null && !cache.getComponent(InternalCacheRegistry.class).isInternalCache(name)) {
            member.cacheStarting(cache);
        }
    }

    @Override
    public void cacheStopping(ComponentRegistry cache, String name) {
        if (member != null) {
            member.cacheStopping(name);
        }
    }

    @Override
    public void cacheStopped(ComponentRegistry cache, String name) {
        if (member != null) {
            member.cacheStopped(name);
        }
    }

    /* What was injected before must be injected again, or it keeps the disabled telemetry of an embedded Infinispan. */
    private static void bridge(BasicComponentRegistry registry) {
        registry.replaceComponent(
                InfinispanTelemetry.class.getName(), new OpenTelemetryBridge(GlobalOpenTelemetry.getOrNoop()), false);
        registry.rewire();
    }

    /* Beans of the manager that are registered by a module are not found by themselves. */
    private static void show(GlobalComponentRegistry components, MemberBean bean) {
        CacheManagerJmxRegistration jmx = components.getComponent(CacheManagerJmxRegistration.class);
        if (jmx.enabled()) {
            try {
                jmx.registerMBean(bean);
            } catch (Exception e) {
                throw new IllegalStateException("The grid's JMX bean cannot be registered", e);
            }
        }
        CacheManagerMetricsRegistration metrics = components.getComponent(CacheManagerMetricsRegistration.class);
        if (metrics.metricsEnabled()) {
            metrics.registerMetrics(bean, "SpandrelGrid", "SpandrelGrid");
        }
    }
}
