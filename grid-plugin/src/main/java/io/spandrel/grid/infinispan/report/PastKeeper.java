package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.infinispan.calls.KeyCalls;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.GridLog;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.infinispan.commons.IllegalLifecycleStateException;

/** Makes a member remember its last minutes, and the last one of its caches' calls, from its start until it stops. */
public final class PastKeeper implements AutoCloseable {

    /** Most caches that are remembered, by name; the reply to another member carries all moments of each. */
    static final int CACHES_MAX = 256;

    private final LocalMember member;
    private volatile boolean closed;

    public PastKeeper(LocalMember member) {
        this.member = member;
    }

    public void start() {
        next(Duration.ZERO);
    }

    private void next(Duration delay) {
        try {
            member.runBlocking(this::take, delay);
        } catch (RejectedExecutionException | IllegalLifecycleStateException stopping) {
            GridLog.LOG.trace("The past is kept no longer, as the member stops");
        }
    }

    private void take() {
        if (closed) {
            return;
        }
        try {
            member.caches().running().forEach(PastKeeper::rememberCalls);
            member.component(PastMoments.class).take();
        } catch (RuntimeException cacheStopped) {
            GridLog.LOG.debug("A moment of the past is left out", cacheStopped);
        } finally {
            next(PastMoments.INTERVAL);
        }
    }

    private static void rememberCalls(CacheSide cache) {
        KeyCalls counted = cache.find(KeyCalls.class);
        if (counted != null) {
            counted.remember();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** How {@code member} is now. */
    public static HistoryCommand.Figures figures(LocalMember member) {
        List<HistoryCommand.CacheMoment> caches = member.caches().running().stream()
                .limit(CACHES_MAX)
                .map(member.component(CacheReader.class)::moment)
                .toList();
        return new HistoryCommand.Figures(
                MemberFigures.heapUsed(), Runtime.getRuntime().maxMemory(), MemberFigures.cpuLoad(), caches);
    }
}
