package io.spandrel.it.demo;

import io.spandrel.it.process.ParentProcess;
import java.io.IOException;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * One member of the demo's grid, in a process of its own: starts from the XML named by its argument (a file, or a
 * resource on the class path), says {@code ready}, replays when told to, and leaves when its parent closes the stream.
 */
public final class DemoMember {

    static final String READY = "ready";
    static final String FAILED = "failed: ";
    static final String CACHE = "pages";

    private DemoMember() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        try (EmbeddedCacheManager grid = new DefaultCacheManager(arguments[0])) {
            Cache<Long, String> pages = grid.getCache(CACHE);
            parent.tell(READY);
            serve(parent, grid, pages);
        } catch (IOException | RuntimeException e) {
            parent.tell(FAILED + e);
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void serve(ParentProcess parent, EmbeddedCacheManager grid, Cache<Long, String> pages) {
        ReplayThread replay = new ReplayThread(parent);
        parent.listen(line -> replay.start(new Replay(
                pages,
                Trace.web07(),
                ReplayOrder.of(line),
                () -> grid.getMembers().size(),
                progress -> parent.tell(progress.line()))));
        replay.stop();
    }
}
