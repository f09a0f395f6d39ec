package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.ConsistencyConfiguration;
import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.TombstonesConfiguration;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.consistency.HybridLogicalClock;
import io.spandrel.grid.infinispan.consistency.BaselineCommand;
import io.spandrel.grid.infinispan.consistency.BaselineInquiry;
import io.spandrel.grid.infinispan.consistency.CacheClear;
import io.spandrel.grid.infinispan.consistency.CacheLineage;
import io.spandrel.grid.infinispan.consistency.CacheRounds;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.ExpectedTopology;
import io.spandrel.grid.infinispan.consistency.KeyStates;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.grid.infinispan.consistency.SingleKeyInterceptor;
import io.spandrel.grid.infinispan.consistency.VersionedCall;
import io.spandrel.grid.infinispan.consistency.VersionedDistribution;
import io.spandrel.grid.infinispan.consistency.WriteRounds;
import io.spandrel.grid.infinispan.consistency.WriteTurns;
import io.spandrel.grid.infinispan.deletes.DeletesJournal;
import io.spandrel.grid.infinispan.deletes.RememberedDeletes;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.grid.infinispan.handoff.HintDebts;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.Interceptors;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.merge.CacheConflicts;
import io.spandrel.grid.infinispan.merge.MergeInstallation;
import io.spandrel.grid.infinispan.tombstone.DeletesTransfer;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.distribution.NonTxDistributionInterceptor;
import org.infinispan.interceptors.distribution.TriangleDistributionInterceptor;
import org.infinispan.interceptors.impl.CallInterceptor;
import org.infinispan.interceptors.impl.VersionInterceptor;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.persistence.manager.PreloadManager;
import org.infinispan.statetransfer.StateTransferManager;
import org.jspecify.annotations.Nullable;

/** {@code <grid:consistency>}: versions for every write, and the rule that only what is newer is applied. */
public final class ConsistencyCapability implements CacheCapability {

    private static final String ELEMENT = "consistency";

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        ComponentRegistry cache = context.component(ComponentRegistry.class);
        LocalMember member = LocalMember.of(context);
        RememberedDeletes remembered = RememberedDeletes.of(
                context,
                member,
                tombstones(context.configuration()),
                settings(context).maxClockDrift());
        warnOfStartingAlone(context, member, remembered);
        member.clockCheck().begin();
        CacheVersions versions = versions(context, member, remembered);
        CacheClear clear = new CacheClear(
                member, context.cacheName(), versions, context.configuration().clustering());
        KeyBytes keyBytes = new KeyBytes(cache.getInternalMarshaller());
        Duration timeout =
                Duration.ofMillis(context.configuration().clustering().remoteTimeout());
        DeletesTransfer transfer = new DeletesTransfer(member, context.cacheName(), versions, clear, keyBytes, timeout);
        KeyStates states = new KeyStates(
                versions,
                cache.getInternalMarshaller(),
                context.configuration().persistence().usingStores());
        Repairs repairs = new Repairs(
                member,
                context.cacheName(),
                versions,
                clear,
                states,
                keyBytes,
                tombstones(context.configuration()).grace(),
                timeout);
        BaselineInquiry inquiry = inquiry(context, member, keyBytes, timeout);
        ExpectedTopology expected = new ExpectedTopology(context.cacheName(), inquiry);
        WriteRounds rounds = WriteRounds.of(
                context,
                member,
                expected,
                new HintDebts(() -> member.caches().find(context.cacheName(), CacheHints.class)));
        CacheRounds counts = new CacheRounds(
                versions,
                rounds,
                expected,
                member.clockCheck(),
                () -> context.component(CacheConflicts.class).report());
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        components.registerComponent(CacheVersions.class, versions, true);
        components.registerComponent(ExpectedTopology.class, expected, true);
        components.registerComponent(CacheClear.class, clear, true);
        components.registerComponent(DeletesTransfer.class, transfer, true);
        components.registerComponent(KeyStates.class, states, true);
        components.registerComponent(Repairs.class, repairs, true);
        context.component(CacheNotifier.class).addListener(transfer);
        context.component(CacheNotifier.class).addListener(expected);
        VersionedDistribution distribution = new VersionedDistribution(versions, rounds);
        context.component(CacheNotifier.class).addListener(distribution.passedOn());
        intercept(new Interceptors(context), versions, distribution, clear);
        AutoCloseable reads = AccessInstallation.install(
                context, member, settings(context), versions, expected, repairs, states, counts);
        components.registerComponent(CacheRounds.class, counts, true);
        CacheSide.of(context).onStarted(expected::await);
        MergeInstallation.install(context, member, versions);
        CacheLineage lineage = lineage(context, member, remembered.journal(), timeout);
        components.rewire();
        return () -> {
            try (lineage;
                    inquiry) {
                reads.close();
            }
        };
    }

    /* What is read from the stores first, and the member's joining, wait until it is known whether they are to be believed. */
    private static CacheLineage lineage(
            CacheContext context, LocalMember member, @Nullable DeletesJournal journal, Duration timeout) {
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        CacheLineage lineage = CacheLineage.of(
                member,
                context.cacheName(),
                ExecutorTimers.of(components),
                journal,
                tombstones(context.configuration()).grace(),
                timeout);
        components.registerComponent(CacheLineage.class, lineage, true);
        components.addDynamicDependency(PreloadManager.class.getName(), CacheLineage.class.getName());
        components.addDynamicDependency(StateTransferManager.class.getName(), CacheLineage.class.getName());
        return lineage;
    }

    /* With it Infinispan waits for those that ran the cache last. Without it nobody tells the first one that there are others. */
    private static void warnOfStartingAlone(CacheContext context, LocalMember member, RememberedDeletes remembered) {
        ConsistencyConfiguration settings = settings(context);
        boolean promised = settings.read() != ConsistencyLevel.ONE || settings.write() != ConsistencyLevel.ONE;
        if (remembered.journal() != null
                && promised
                && !member.configuration().globalState().enabled()) {
            LOG.startsAlone(context.cacheName());
            member.history()
                    .record(
                            GridEvent.Kind.CACHE_STARTED,
                            context.cacheName(),
                            "keeps its store over restarts, without <global-state>: after all members have been down, the first"
                                    + " one answers by its own store alone");
        }
    }

    private static BaselineInquiry inquiry(CacheContext context, LocalMember member, KeyBytes bytes, Duration timeout) {
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        String cache = context.cacheName();
        return new BaselineInquiry(
                cache,
                members ->
                        member.peers().ask(members, new BaselineCommand(cache), BaselineCommand.Reply.class, timeout),
                bytes,
                ExecutorTimers.of(components),
                timeout);
    }

    private static void intercept(
            Interceptors interceptors, CacheVersions versions, VersionedDistribution distribution, CacheClear clear) {
        interceptors.replace(VersionInterceptor.class, interceptors.register(new SingleKeyInterceptor(clear)));
        interceptors.replace(distribution(interceptors), interceptors.register(distribution));
        interceptors.replace(CallInterceptor.class, interceptors.register(new VersionedCall(versions)));
    }

    /** Infinispan's own: the triangle in distributed caches, the other in replicated ones. */
    private static Class<? extends AsyncInterceptor> distribution(Interceptors interceptors) {
        return interceptors.contains(TriangleDistributionInterceptor.class)
                ? TriangleDistributionInterceptor.class
                : NonTxDistributionInterceptor.class;
    }

    private static ConsistencyConfiguration settings(CacheContext context) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        ConsistencyConfiguration consistency = grid.consistency();
        if (consistency == null) {
            throw new IllegalStateException("<grid:consistency> is not in force in " + grid);
        }
        return consistency;
    }

    private static CacheVersions versions(CacheContext context, LocalMember member, RememberedDeletes remembered) {
        ConsistencyConfiguration consistency = settings(context);
        Executor executor = context.component(BasicComponentRegistry.class)
                .getComponent(KnownComponentNames.NON_BLOCKING_EXECUTOR, Executor.class)
                .running();
        return new CacheVersions(
                new HybridLogicalClock(
                        member.number().get(),
                        member.clock(),
                        consistency.maxClockDrift(),
                        remembered.floor(),
                        remembered.ceiling()),
                remembered.deletes(),
                new WriteTurns(executor),
                context.configuration().persistence().usingStores());
    }

    private static TombstonesConfiguration tombstones(Configuration configuration) {
        GridCacheConfiguration grid = configuration.module(GridCacheConfiguration.class);
        TombstonesConfiguration tombstones = grid.tombstones();
        if (tombstones == null) {
            throw new IllegalStateException("<grid:tombstones> is not in force in " + grid);
        }
        return tombstones;
    }
}
