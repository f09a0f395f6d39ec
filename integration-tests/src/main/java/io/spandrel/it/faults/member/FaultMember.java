package io.spandrel.it.faults.member;

import io.spandrel.it.process.ParentProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.infinispan.commons.CacheException;
import org.infinispan.manager.DefaultCacheManager;
import org.jspecify.annotations.Nullable;

/**
 * A member in a process of its own, with the configuration that its argument names. Says {@code up}; told {@code go}, it starts
 * and says {@code ready}. From then on it carries out every line, a number and a command of {@link MemberCommands}, in a thread of
 * its own, and answers with the number, {@code ok} or {@code error}, and what it has to say. Stops when its input ends.
 */
public final class FaultMember {

    public static final String UP = "up";
    public static final String GO = "go";
    public static final String READY = "ready";
    public static final String OK = "ok";
    public static final String ERROR = "error";

    private FaultMember() {}

    public static void main(String[] arguments) throws IOException {
        ParentProcess parent = new ParentProcess();
        ExecutorService threads = Executors.newCachedThreadPool(FaultMember::daemon);
        parent.tell(UP);
        Started started = new Started(arguments[0]);
        parent.listen(line -> {
            if (line.equals(GO)) {
                started.start();
                parent.tell(READY);
            } else {
                threads.execute(() -> parent.tell(answer(started, line)));
            }
        });
        started.stop();
    }

    private static Thread daemon(Runnable command) {
        Thread thread = new Thread(command, "command");
        thread.setDaemon(true);
        return thread;
    }

    private static String answer(Started started, String line) {
        int end = line.indexOf(' ');
        String number = line.substring(0, end);
        try {
            return number + " " + OK + " "
                    + started.commands().run(line.substring(end + 1).split(" ", -1));
        } catch (CacheException | IllegalStateException | UncheckedIOException e) {
            return number + " " + ERROR + " " + e.toString().replace('\n', ' ');
        }
    }

    /** The cache manager, once it is there. */
    private static final class Started {

        private final String configuration;
        private volatile @Nullable DefaultCacheManager manager;
        private volatile @Nullable MemberCommands commands;

        Started(String configuration) {
            this.configuration = configuration;
        }

        void start() {
            try {
                DefaultCacheManager started = new DefaultCacheManager(configuration, false);
                manager = started;
                MovableClock clock = MovableClock.of(started);
                started.start();
                commands = new MemberCommands(started.getCache("cache"), clock);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        MemberCommands commands() {
            MemberCommands now = commands;
            if (now == null) {
                throw new IllegalStateException("not started");
            }
            return now;
        }

        void stop() {
            DefaultCacheManager started = manager;
            if (started != null) {
                started.stop();
            }
        }
    }
}
