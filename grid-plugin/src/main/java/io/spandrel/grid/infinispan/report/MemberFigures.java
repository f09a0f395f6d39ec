package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.infinispan.member.LocalMember;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import java.util.Objects;

/** What this JVM says of itself. */
public final class MemberFigures {

    private MemberFigures() {}

    public static ReportCommand.Reply read(LocalMember member) {
        List<CacheFigures> caches = member.caches().running().stream()
                .map(member.component(CacheReader.class)::figures)
                .toList();
        return new ReportCommand.Reply(
                member.version(),
                ManagementFactory.getRuntimeMXBean().getUptime(),
                heapUsed(),
                Runtime.getRuntime().maxMemory(),
                gcMillis(),
                cpuLoad(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                caches,
                StandingFigures.of(member),
                member.caches().running().stream()
                        .map(TransferFigures::of)
                        .filter(Objects::nonNull)
                        .toList());
    }

    static long heapUsed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }

    static double cpuLoad() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process ? process.getProcessCpuLoad() : -1;
    }
}
