package io.spandrel.it.console;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.spandrel.it.process.ParentProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * A process that is a member of a {@link ConsoleGrid}, from the XML named by its argument. It says {@code ready}, and answers what it
 * is told.
 */
public final class ConsoleMember {

    static final String READY = "ready";

    /** Answered with the nanoseconds of processor time that the process has taken. */
    static final String CPU = "cpu";

    /** Answered with a {@link Usage}. */
    static final String USAGE = "usage";

    /** Begins some hundred requests a second; answered with the same word. */
    static final String LOAD = "load";

    private static final int PAGES = 2_000;
    private static final int ORDERS = 200;
    private static final long TICK_MILLIS = 20;

    private final EmbeddedCacheManager manager;
    private final SplittableRandom random = new SplittableRandom(7);

    private ConsoleMember(EmbeddedCacheManager manager) {
        this.manager = manager;
    }

    public static void main(String[] arguments) throws IOException {
        ParentProcess parent = new ParentProcess();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (EmbeddedCacheManager manager = new DefaultCacheManager(arguments[0])) {
            manager.getCacheConfigurationNames().forEach(manager::getCache);
            ConsoleMember member = new ConsoleMember(manager);
            parent.tell(READY);
            parent.listen(line -> parent.tell(
                    switch (line) {
                        case CPU -> "" + system().getProcessCpuTime();
                        case USAGE -> usage().line();
                        case LOAD -> member.load(timer);
                        default -> throw new IllegalArgumentException(line);
                    }));
        } finally {
            timer.shutdownNow();
        }
    }

    private String load(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return LOAD;
    }

    /* A call may fail while members are lost; the next tick makes others. */
    private void tick() {
        try {
            for (int i = 0; i < 5; i++) {
                String key = "page-" + random.nextInt(PAGES);
                Cache<String, String> pages = manager.getCache("pages");
                if (pages.get(key) == null) {
                    pages.put(key, "the text of " + key);
                }
            }
            manager.<String, String>getCache("orders").put("order-" + random.nextInt(ORDERS), "12.50");
        } catch (RuntimeException e) {
            System.err.println("a call failed: " + e);
        }
    }

    private static Usage usage() {
        System.gc();
        System.gc();
        return new Usage(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                system() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0);
    }

    private static OperatingSystemMXBean system() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
