package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConsistencyConfiguration;
import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.infinispan.consistency.AccessInterceptor;
import io.spandrel.grid.infinispan.consistency.ApplyInterceptor;
import io.spandrel.grid.infinispan.consistency.CacheRounds;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.ConditionInterceptor;
import io.spandrel.grid.infinispan.consistency.ExpectedTopology;
import io.spandrel.grid.infinispan.consistency.InitialTransfer;
import io.spandrel.grid.infinispan.consistency.KeySettling;
import io.spandrel.grid.infinispan.consistency.KeyStates;
import io.spandrel.grid.infinispan.consistency.OutcomeInterceptor;
import io.spandrel.grid.infinispan.consistency.OwnCopies;
import io.spandrel.grid.infinispan.consistency.OwnerReads;
import io.spandrel.grid.infinispan.consistency.ReadCounts;
import io.spandrel.grid.infinispan.consistency.ReadInterceptor;
import io.spandrel.grid.infinispan.consistency.ReadRepairs;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.Interceptors;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.merge.ConflictInstallation;
import io.spandrel.grid.infinispan.merge.ConflictSettling;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import org.infinispan.configuration.cache.ClusteringConfiguration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.interceptors.impl.EntryWrappingInterceptor;
import org.infinispan.notifications.cachelistener.CacheNotifier;

/**
 * Has a versioned cache apply only what is newer, read from as many owners as its level asks for, and ask them before it evaluates
 * conditions.
 */
final class AccessInstallation {

    private final CacheContext context;
    private final LocalMember member;
    private final ConsistencyConfiguration settings;
    private final BasicComponentRegistry components;

    private AccessInstallation(CacheContext context, LocalMember member, ConsistencyConfiguration settings) {
        this.context = context;
        this.member = member;
        this.settings = settings;
        this.components = context.component(BasicComponentRegistry.class);
    }

    /** Installs it, and the interceptors of writes before it. Closed when the cache begins to stop. */
    static AutoCloseable install(
            CacheContext context,
            LocalMember member,
            ConsistencyConfiguration settings,
            CacheVersions versions,
            ExpectedTopology expected,
            Repairs repairs,
            KeyStates states,
            CacheRounds counts) {
        AccessInstallation installation = new AccessInstallation(context, member, settings);
        OwnerReads reads = installation.reads(versions, expected, counts.reads());
        ConflictSettling conflicts =
                ConflictInstallation.install(context, member, settings, versions, reads, installation.timeout());
        KeySettling settling = new KeySettling(member, reads, repairs, states, conflicts, installation.timeout());
        installation.components.registerComponent(OwnCopies.class, reads.copies(), true);
        installation.components.registerComponent(OwnerReads.class, reads, true);
        installation.components.registerComponent(KeySettling.class, settling, true);
        Interceptors interceptors = new Interceptors(context);
        interceptors.addBefore(
                EntryWrappingInterceptor.class,
                new AccessInterceptor(
                        interceptors.register(new OutcomeInterceptor(counts.writes())),
                        interceptors.register(new ConditionInterceptor(reads, settling, counts.writes())),
                        interceptors.register(new ApplyInterceptor(versions)),
                        interceptors.register(new ReadInterceptor(
                                settings.read(), new ReadRepairs(reads, settling, settings.readRepair())))));
        return installation.initialTransfer();
    }

    private OwnerReads reads(CacheVersions versions, ExpectedTopology expected, ReadCounts counts) {
        return new OwnerReads(
                member,
                context.cacheName(),
                new OwnCopies(versions, context.configuration().persistence().usingStores()),
                expected,
                new KeyBytes(context.component(ComponentRegistry.class).getInternalMarshaller()),
                new OwnerReads.Patience(settings.slowMemberThreshold(), timeout()),
                counts);
    }

    private Duration timeout() {
        return settings.timeout().orElse(Duration.ofMillis(clustering().remoteTimeout()));
    }

    private AutoCloseable initialTransfer() {
        if (!clustering().cacheMode().isReplicated() || settings.read() == ConsistencyLevel.ONE) {
            return () -> {};
        }
        InitialTransfer transfer = new InitialTransfer(
                context.cacheName(), clustering().stateTransfer().timeout());
        components.registerComponent(InitialTransfer.class, transfer, true);
        context.component(CacheNotifier.class).addListener(transfer);
        CacheSide.of(context).onStarted(transfer::await);
        return transfer::stopped;
    }

    private ClusteringConfiguration clustering() {
        return context.configuration().clustering();
    }
}
