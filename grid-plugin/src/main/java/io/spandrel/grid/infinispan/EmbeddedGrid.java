package io.spandrel.grid.infinispan;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.Drain;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.GridView;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.MemberHistory;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.TransferReport;
import io.spandrel.grid.infinispan.drain.AskedDrain;
import io.spandrel.grid.infinispan.drain.MemberDrain;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.Identities;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Peers;
import io.spandrel.grid.infinispan.member.Settings;
import io.spandrel.grid.infinispan.report.CacheFigures;
import io.spandrel.grid.infinispan.report.CacheReader;
import io.spandrel.grid.infinispan.report.HistoryCommand;
import io.spandrel.grid.infinispan.report.MemberDetails;
import io.spandrel.grid.infinispan.report.MemberFigures;
import io.spandrel.grid.infinispan.report.PastMoments;
import io.spandrel.grid.infinispan.report.ReportCommand;
import io.spandrel.grid.infinispan.report.StandingFigures;
import io.spandrel.grid.infinispan.report.TransferFigures;
import io.spandrel.grid.infinispan.view.PhysicalAddresses;
import io.spandrel.grid.infinispan.view.ViewUnion;
import io.spandrel.grid.infinispan.view.ViewsCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** The grid as one member's application sees it. */
final class EmbeddedGrid implements Grid {

    private final LocalMember member;

    EmbeddedGrid(LocalMember member) {
        this.member = member;
    }

    @Override
    public GridReport report() {
        List<CacheReport> caches = member.caches().running().stream()
                .map(member.component(CacheReader.class)::report)
                .toList();
        return new GridReport(
                member.clock().instant(),
                member.clusterName(),
                member.name(),
                member.peers().viewId(),
                members(),
                caches,
                Settings.of(member.settings()),
                member.component(MemberDrain.class).figures(),
                member.history().events());
    }

    @Override
    public List<Member> members() {
        List<Address> view = member.peers().view();
        return view.stream().map(address -> member(address, view.get(0))).toList();
    }

    private Member member(Address address, Address coordinator) {
        Identities.Identity identity = member.identities().of(address);
        return new Member(
                identity.name(),
                address.toString(),
                PhysicalAddresses.of(member.peers().transport(), address),
                address.equals(coordinator),
                address.equals(member.peers().self()),
                identity.joinedAt(),
                identity.version());
    }

    @Override
    public GridCache cache(String name) {
        CacheSide side = member.caches().findRunning(name);
        if (side == null) {
            throw new IllegalArgumentException("No cache '" + name + "' runs on member '" + member.name() + "'");
        }
        return new EmbeddedGridCache(member, side);
    }

    @Override
    public CompletionStage<List<MemberReport>> memberReports(Duration timeout) {
        List<Address> view = member.peers().view();
        CompletionStage<ReportCommand.Reply> own = member.supplyBlocking(() -> MemberFigures.read(member));
        return member.peers()
                .ask(member.peers().others(), new ReportCommand(), ReportCommand.Reply.class, timeout)
                .thenCombine(own, (answers, here) -> {
                    List<MemberReport> reports = new ArrayList<>();
                    for (Address address : view) {
                        Answer<ReportCommand.Reply> answer = answers.get(address);
                        boolean self = address.equals(member.peers().self());
                        reports.add(report(address, self ? here : answer == null ? null : answer.value()));
                    }
                    return reports;
                });
    }

    @Override
    public CompletionStage<List<MemberDetail>> memberDetails(Duration timeout) {
        return new MemberDetails(member, System::nanoTime).ask(timeout);
    }

    @Override
    public CompletionStage<List<MemberHistory>> memberHistories(Duration timeout) {
        Peers peers = member.peers();
        List<Address> view = peers.view();
        return peers.ask(peers.others(), new HistoryCommand(), HistoryCommand.Reply.class, timeout)
                .thenApply(answers -> view.stream()
                        .map(address -> history(address, answers.get(address)))
                        .toList());
    }

    @Override
    public CompletionStage<List<GridView>> views(Duration timeout) {
        Peers peers = member.peers();
        return peers.ask(peers.others(), new ViewsCommand(), ViewsCommand.Reply.class, timeout)
                .thenApply(answers -> {
                    List<ViewsCommand.Reply> replies = new ArrayList<>();
                    replies.add(ViewsCommand.Reply.of(member));
                    answers.values().stream()
                            .map(Answer::value)
                            .filter(Objects::nonNull)
                            .forEach(replies::add);
                    return ViewUnion.of(replies, member.clock().instant());
                });
    }

    @Override
    public CompletionStage<Void> drain(Redundancy redundancy, Duration timeout) {
        return member.component(MemberDrain.class)
                .begin(redundancy, timeout)
                .thenCompose(begun -> member.component(MemberDrain.class).ended());
    }

    @Override
    public Drain drainOf(String name) {
        Address address = member.peers().view().stream()
                .filter(one -> member.identities().name(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No member '" + name + "' in the view"));
        return address.equals(member.peers().self())
                ? member.component(MemberDrain.class)
                : new AskedDrain(member, address, name);
    }

    @Override
    public CacheAdministration administration() {
        return new EmbeddedAdministration(member, member.component(CreatedCaches.class));
    }

    private MemberHistory history(Address address, @Nullable Answer<HistoryCommand.Reply> answer) {
        String name = member.identities().name(address);
        if (address.equals(member.peers().self())) {
            return new HistoryCommand.Reply(member.component(PastMoments.class).moments()).history(name);
        }
        HistoryCommand.@Nullable Reply reply = answer == null ? null : answer.value();
        return reply == null ? MemberHistory.unanswered(name) : reply.history(name);
    }

    private MemberReport report(Address address, ReportCommand.@Nullable Reply reply) {
        String name = member.identities().name(address);
        if (reply == null) {
            return MemberReport.unanswered(name);
        }
        Map<String, CacheStatistics> statistics = new HashMap<>();
        Map<String, EvictionReport> eviction = new HashMap<>();
        Map<String, FilterReport> filter = new HashMap<>();
        Map<String, ConsistencyReport> consistency = new HashMap<>();
        Map<String, TombstonesReport> tombstones = new HashMap<>();
        Map<String, HandoffReport> handoff = new HashMap<>();
        Map<String, AntiEntropyReport> antiEntropy = new HashMap<>();
        Map<String, CallsReport> calls = new HashMap<>();
        for (CacheFigures figures : reply.caches()) {
            statistics.put(figures.cache(), figures.statistics().statistics());
            if (figures.bound() != null) {
                eviction.put(figures.cache(), figures.bound().report());
            }
            if (figures.filter() != null) {
                filter.put(figures.cache(), figures.filter().report());
            }
            if (figures.consistency() != null) {
                consistency.put(figures.cache(), figures.consistency().report());
            }
            if (figures.tombstones() != null) {
                tombstones.put(figures.cache(), figures.tombstones().report());
            }
            if (figures.antiEntropy() != null) {
                antiEntropy.put(figures.cache(), figures.antiEntropy().report());
            }
            if (figures.handoff() != null) {
                handoff.put(figures.cache(), figures.handoff().report());
            }
            if (figures.calls() != null) {
                calls.put(figures.cache(), figures.calls().report());
            }
        }
        return new MemberReport(
                name,
                true,
                reply.version(),
                reply.uptimeMillis(),
                reply.heapUsed(),
                reply.heapMax(),
                reply.gcMillis(),
                reply.cpuLoad(),
                reply.threads(),
                statistics,
                eviction,
                filter,
                consistency,
                tombstones,
                handoff,
                antiEntropy,
                calls,
                transfers(reply),
                standing(reply));
    }

    private static Map<String, TransferReport> transfers(ReportCommand.Reply reply) {
        return reply.transfers().stream().collect(Collectors.toMap(TransferFigures::cache, TransferFigures::report));
    }

    private MemberStanding standing(ReportCommand.Reply reply) {
        StandingFigures standing = reply.standing();
        return standing == null
                ? MemberStanding.UNKNOWN
                : standing.standing(member.clock().instant());
    }
}
