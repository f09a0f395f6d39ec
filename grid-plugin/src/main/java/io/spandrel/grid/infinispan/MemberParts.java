package io.spandrel.grid.infinispan;

import io.spandrel.grid.Grid;
import io.spandrel.grid.infinispan.calls.CallsInstallation;
import io.spandrel.grid.infinispan.consistency.Suspects;
import io.spandrel.grid.infinispan.drain.CapacityFactors;
import io.spandrel.grid.infinispan.drain.DrainedCache;
import io.spandrel.grid.infinispan.drain.MemberDrain;
import io.spandrel.grid.infinispan.drain.Shares;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.ObjectBytes;
import io.spandrel.grid.infinispan.member.PresenceCommand;
import io.spandrel.grid.infinispan.report.CacheReader;
import io.spandrel.grid.infinispan.report.PastKeeper;
import io.spandrel.grid.infinispan.report.PastMoments;
import io.spandrel.grid.infinispan.takeover.CacheStatuses;
import io.spandrel.grid.infinispan.takeover.Deputy;
import io.spandrel.grid.infinispan.takeover.SilentMembers;
import io.spandrel.grid.infinispan.takeover.Takeover;
import io.spandrel.grid.infinispan.view.RoundTrips;
import io.spandrel.grid.infinispan.view.ViewListener;
import io.spandrel.grid.infinispan.view.ViewLog;
import io.spandrel.grid.infinispan.view.WaitingJoins;
import org.infinispan.commons.marshall.Marshaller;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.notifications.cachemanagerlistener.CacheManagerNotifier;
import org.infinispan.topology.LocalTopologyManager;

/** Gives a member, before it starts, all that it has beside its core, as components of its manager. */
final class MemberParts {

    private final LocalMember member;
    private final GlobalComponentRegistry manager;
    private final BasicComponentRegistry components;

    private MemberParts(LocalMember member, GlobalComponentRegistry manager) {
        this.member = member;
        this.manager = manager;
        this.components = manager.getComponent(BasicComponentRegistry.class);
    }

    static void install(LocalMember member, GlobalComponentRegistry manager) {
        MemberParts parts = new MemberParts(member, manager);
        parts.views();
        parts.silentMembers();
        parts.drain();
        parts.past();
        parts.operations();
        member.onCacheStarting(MemberParts::complete);
    }

    private void views() {
        ViewListener views = new ViewListener(member);
        add(ViewLog.class, new ViewLog(System::nanoTime));
        add(WaitingJoins.class, new WaitingJoins(member, manager));
        add(
                RoundTrips.class,
                new RoundTrips(
                        (other, patience) -> PresenceCommand.ask(member.peers(), other, patience), System::nanoTime));
        manager.getComponent(CacheManagerNotifier.class).addListener(views);
        member.onStarted(() -> views.greet(member.peers().others()));
    }

    private void silentMembers() {
        SilentMembers silent = add(SilentMembers.class, new SilentMembers(member));
        add(Suspects.class, silent);
        add(Takeover.class, new Takeover(member, new CacheStatuses(manager), System::nanoTime));
        ObjectBytes topologies = new ObjectBytes(
                manager.getComponent(Marshaller.class, KnownComponentNames.INTERNAL_MARSHALLER), "A topology");
        add(Deputy.class, new Deputy(member, localTopologies(), topologies, System::nanoTime));
        member.onStopping(silent::close);
    }

    private void drain() {
        add(CapacityFactors.class, new CapacityFactors(new CacheStatuses(manager)));
        MemberDrain drain = add(
                MemberDrain.class,
                new MemberDrain(
                        member,
                        new Shares(member, localTopologies()),
                        () -> DrainedCache.running(manager),
                        System::nanoTime));
        member.onStopping(drain::stop);
    }

    private void past() {
        add(CacheReader.class, new CacheReader(member.identities(), member));
        add(PastMoments.class, new PastMoments(System::nanoTime, () -> PastKeeper.figures(member)));
        PastKeeper keeper = new PastKeeper(member);
        member.onStarted(keeper::start);
        member.onStopping(keeper::close);
    }

    private void operations() {
        add(Operations.class, new Operations(member));
        add(CreatedCaches.class, new CreatedCaches(manager));
        add(Grid.class, new EmbeddedGrid(member));
    }

    /* What sees the calls of a cache whatever its capabilities are, and stands before their interceptors. */
    private static void complete(CacheSide cache) {
        if (cache.grid() != null) {
            CallsInstallation.install(cache);
            DirectReadInterceptor.install(cache.component(ComponentRegistry.class));
        }
    }

    private LocalTopologyManager localTopologies() {
        return manager.getComponent(LocalTopologyManager.class);
    }

    private <T> T add(Class<T> type, T part) {
        components.registerComponent(type, part, false);
        return part;
    }
}
