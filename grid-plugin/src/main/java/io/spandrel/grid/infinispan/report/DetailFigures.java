package io.spandrel.grid.infinispan.report;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.spandrel.configuration.EffectiveSetting;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Settings;
import io.spandrel.grid.infinispan.report.DetailCommand.Collector;
import io.spandrel.grid.infinispan.report.DetailCommand.SentSetting;
import io.spandrel.grid.infinispan.view.Retransmits;
import io.spandrel.grid.infinispan.view.RoundTrips;
import io.spandrel.grid.infinispan.view.ViewLog;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this member says of itself when somebody looks at it. */
final class DetailFigures {

    private DetailFigures() {}

    static DetailCommand.Reply read(LocalMember member) {
        MemberDetail.Retransmits again = Retransmits.of(member.peers().transport());
        Map<String, Double> trips = trips(member);
        return new DetailCommand.Reply(
                member.clock().millis(),
                System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(DetailFigures::collector)
                        .toList(),
                member.peers().viewId(),
                member.peers().view().size(),
                settings(member),
                viewMillis(member.component(ViewLog.class)),
                again.asked(),
                again.askedFor(),
                again.sent(),
                List.copyOf(trips.keySet()),
                List.copyOf(trips.values()));
    }

    private static long viewMillis(ViewLog log) {
        List<ViewLog.Seen> views = log.views();
        return views.isEmpty() ? -1 : log.ageMillis(views.get(views.size() - 1).at());
    }

    private static Map<String, Double> trips(LocalMember member) {
        Map<String, Double> byName = new LinkedHashMap<>();
        member.component(RoundTrips.class)
                .look(member.peers().others())
                .forEach((other, millis) -> byName.put(member.identities().name(other), millis));
        return byName;
    }

    private static Collector collector(java.lang.management.GarbageCollectorMXBean bean) {
        GcInfo last = bean instanceof GarbageCollectorMXBean detailed ? detailed.getLastGcInfo() : null;
        return new Collector(
                bean.getName(),
                bean.getCollectionCount(),
                bean.getCollectionTime(),
                last == null ? -1 : last.getDuration());
    }

    private static List<SentSetting> settings(LocalMember member) {
        List<SentSetting> settings = new ArrayList<>();
        add("", member.settings(), settings);
        for (CacheSide side : member.caches().running()) {
            GridCacheConfiguration grid = side.grid();
            if (grid != null) {
                add(side.cacheName(), grid.settings(), settings);
            }
        }
        return settings;
    }

    private static void add(String cache, Collection<EffectiveSetting> from, List<SentSetting> to) {
        Settings.of(from)
                .forEach(setting -> to.add(new SentSetting(
                        cache, setting.element(), setting.attribute(), setting.value(), setting.origin())));
    }
}
