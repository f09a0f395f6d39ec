package io.spandrel.it.demo;

import io.spandrel.it.console.ConsoleUser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs the demo: for ever, or with {@code --quick} once through the trace, ending with a line that sums it up. Exits
 * with 0 if all went well, else with 1 and the reason. However it ends, it stops its members and removes its files.
 */
public final class Demo {

    private static final int PER_SECOND = 1500;
    private static final long QUICK_SECONDS = 30;
    private static final PrintStream OUT = System.out;

    private final boolean quick;
    private final Trace trace = Trace.web07();
    private final ConsoleUser admin = ConsoleUser.withRole("admin");
    private final DemoGrid grid;
    private volatile boolean stopping;

    private Demo(boolean quick, Path directory) {
        this.quick = quick;
        this.grid = new DemoGrid(directory);
    }

    public static void main(String[] arguments) throws IOException {
        boolean quick = arguments.length == 1 && arguments[0].equals("--quick");
        DemoDirectory directory = DemoDirectory.create();
        Demo demo = new Demo(quick, directory.path());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> demo.stop(directory), "stop"));
        System.exit(demo.run(directory));
    }

    private int run(DemoDirectory directory) {
        try {
            ConsoleUser.write(directory.path(), admin);
            OUT.printf("Starting three members of the grid %s...%n", grid.cluster());
            grid.start();
            introduce(directory);
            replay();
            return 0;
        } catch (RuntimeException | IOException e) {
            if (!stopping) {
                System.err.println("The demo failed. " + (e instanceof DemoException ? e.getMessage() : e));
            }
            return 1;
        }
    }

    private void introduce(DemoDirectory directory) {
        OUT.printf(
                Locale.ROOT,
                "Trace     %s, %,d requests, replayed read-through against the cache \"%s\" (two owners, s3-fifo)%n"
                        + "Logs      %s%nConsole   %s%nUser      %s%nPassword  %s%nCtrl-C stops everything.%n",
                trace.name(),
                trace.keys().length,
                DemoMember.CACHE,
                directory.path(),
                grid.console(),
                admin.name(),
                admin.password());
    }

    private void replay() {
        grid.replayer().replay(new ReplayOrder(quick ? trace.keys().length : Long.MAX_VALUE, quick ? 0 : PER_SECOND));
        Visits visits = new Visits(grid, quick ? VisitPlan.QUICK : VisitPlan.FOREVER);
        Scoreboard scoreboard = new Scoreboard(OUT);
        for (long second = 1; !over(visits, second); second++) {
            pause();
            grid.check();
            visits.tick(second);
            scoreboard.show(total(visits));
        }
        summarize(total(visits));
    }

    private boolean over(Visits visits, long second) {
        return quick && visits.over() && (grid.replayer().progress().finished() || second > QUICK_SECONDS);
    }

    private Progress total(Visits visits) {
        return grid.replayer().progress().plus(visits.progress());
    }

    private void summarize(Progress total) {
        ConsoleProbe console = new ConsoleProbe(grid.console(), admin);
        console.awaitMembers(DemoGrid.MEMBERS);
        OUT.printf(
                Locale.ROOT,
                "requests=%d hit-ratio=%.3f members=%d console=ok%n",
                total.requests(),
                total.hitRatio(),
                DemoGrid.MEMBERS);
    }

    private void stop(DemoDirectory directory) {
        stopping = true;
        grid.close();
        directory.delete();
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }
}
