package io.spandrel.it.bench;

import io.spandrel.it.process.ClassPath;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What {@code bin/bench} can be asked. */
enum Question {
    /** Does a cache without {@code grid:} elements pay anything? Infinispan is measured twice: what differs is noise. */
    PLAIN {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            Comparison table = new Comparison("A cache without grid: elements (PlainCacheBenchmark)", "ops/ms");
            JmhRun run = new JmhRun(PlainCacheBenchmark.class, effort);
            for (int round = 1; round <= effort.rounds(); round++) {
                for (int threads : selection.threads()) {
                    progress.accept("round " + round + ", threads " + threads);
                    run.round(ClassPath.withoutSpandrel(), threads, into(table, "Infinispan alone"));
                    run.round(ClassPath.complete(), threads, into(table, "Spandrel on the class path"));
                    run.round(ClassPath.withoutSpandrel(), threads, into(table, "Infinispan alone, again"));
                }
            }
            table.print(out);
        }

        private JmhRun.Sink into(Comparison table, String column) {
            return (method, kind, threads, score) -> table.add(row(method, threads), column, score);
        }
    },

    /** What does a bound cost? */
    BOUNDED {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            List<List<String>> ways = BoundedMeasurement.KINDS.keySet().stream()
                    .filter(kind -> !kind.equals(BoundedMeasurement.BASE))
                    .map(List::of)
                    .toList();
            new PairedComparison(
                            BoundedMeasurement.class,
                            "A bounded local cache",
                            BoundedMeasurement.BASE,
                            ways,
                            effort,
                            selection)
                    .measure(progress, out);
        }
    },

    /** How fast are bounded containers and maps themselves? */
    CONTAINER {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new ContainerSpeed(effort, selection).measure(progress, out);
        }
    },

    /** What does an entry take in memory, besides its key and value? */
    MEMORY {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new Memory(selection).measure(progress, out);
        }
    },

    /** What does the miss-ratio curve cost? */
    CURVE {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            PairedComparison.withAndWithout(CurveMeasurement.class, "The miss-ratio curve", effort, selection)
                    .measure(progress, out);
        }
    },

    /** Is our filter as small, as precise and as fast as others? */
    FILTER {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new FilterComparison(effort).measure(progress, out);
        }
    },

    /** What does negative lookup spare, and what does it cost? */
    ABSENT {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new AbsentInStore(effort).measure(progress, out);
        }
    },

    /** What does negative lookup spare and cost where others own the keys? */
    REMOTE {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new AbsentElsewhere(effort).measure(progress, out);
        }
    },

    /** What does negative lookup cost keys that are there, or new? */
    PRESENT {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            PairedComparison.withAndWithout(
                            PresentMeasurement.class, "Negative lookup where it spares nothing", effort, selection)
                    .measure(progress, out);
        }
    },

    /** What does each consistency level cost a write? */
    LEVELS {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new PairedComparison(
                            LevelsMeasurement.class,
                            "Writes of keys that three processes own",
                            "Infinispan alone",
                            List.of(LevelsMeasurement.WAYS),
                            effort,
                            selection)
                    .measure(progress, out);
        }
    },

    /** What does {@code ONE} cost a read of the member's own copy? */
    ONE {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new PairedComparison(
                            OneMeasurement.class,
                            "Versions, read at ONE",
                            "Infinispan alone",
                            List.of(List.of("ONE", "Infinispan alone, again")),
                            effort,
                            selection)
                    .measure(progress, out);
        }
    },

    /** What does the console cost a member that does nothing else? */
    CONSOLE {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new ConsoleCost(effort).measure(progress, out);
        }
    },

    /** What does the start of a member cost more? */
    START {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            Comparison table = new Comparison("Start of a member, JVM included (StartUpMeasurement)", "ms");
            for (int i = 1; i <= effort.startUps(); i++) {
                progress.accept("start " + i);
                for (StartUp variant : StartUp.values()) {
                    table.add("until the first get", variant.label(), variant.millis());
                }
            }
            table.print(out);
        }
    },

    /** Does the hit ratio fall less with coordinated eviction when a member is lost? */
    LOSS {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new Loss(effort).measure(progress, out);
        }
    },

    /** What do a member that stands still and a cut link cost the others? */
    FROZEN {
        @Override
        void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out) {
            new Frozen(effort).measure(progress, out);
        }
    };

    /** Measures, telling {@code progress} now and then, and prints tables. */
    abstract void answer(Effort effort, Selection selection, Consumer<String> progress, PrintStream out);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String row(String method, int threads) {
        return method + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
