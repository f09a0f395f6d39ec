package io.spandrel.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.process.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * One scenario in its short form, which needs no network namespaces: what plain Infinispan is known to lose, the judges must see; and
 * nothing with Spandrel.
 */
class FaultsIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final long LIMIT_SECONDS = 180;
    private static final Pattern SAID =
            Pattern.compile("kill-stored .* lost=(\\d+) undone=(\\d+) diverged=(\\d+) unequal=(\\d+) .*");

    @Test
    void killStored_plainInfinispan_undoesDeletesAndLeavesNothingBehind() throws IOException {
        Found found = run("plain");

        assertThat(found.lost()).isZero();
        assertThat(found.undone()).isPositive();
        assertThat(found.report()).contains("acknowledged deletes undone", "timeline.svg", "should be one of [absent]");
        assertThat(ProcessHandle.current().descendants()).noneMatch(FaultsIT::isMember);
    }

    @Test
    void killStored_spandrel_losesAndUndoesNothingAndItsOwnersAreEqual() throws IOException {
        Found found = run("spandrel");

        assertThat(found).as(found.report()).isEqualTo(new Found(0, 0, 0, 0, found.report()));
    }

    /**
     * What a run has found.
     *
     * @param diverged keys whose owners keep different values
     * @param unequal of the others those whose owners keep different versions or deadlines
     */
    private record Found(long lost, long undone, long diverged, long unequal, String report) {}

    private static Found run(String engine) throws IOException {
        Path reports = Files.createDirectories(TARGET.resolve("faults"));
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess laboratory = JavaProcess.of(Faults.class)
                .classPath(classPath())
                .jvm("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .arguments("--scenario", "kill-stored", "--engine", engine, "--quick", "--report", reports.toString())
                .start("laboratory", reports, lines::add)) {
            assertThat(laboratory.awaitExit(LIMIT_SECONDS))
                    .as(() -> lines + "\n" + laboratory.logTail(60))
                    .isZero();
        }
        assertThat(lines).hasSize(1);
        Matcher said = SAID.matcher(lines.get(0));
        assertThat(said.matches()).as(lines.get(0)).isTrue();
        return new Found(
                Long.parseLong(said.group(1)),
                Long.parseLong(said.group(2)),
                Long.parseLong(said.group(3)),
                Long.parseLong(said.group(4)),
                Files.readString(reports.resolve("kill-stored-" + engine + "-1/report.md")));
    }

    private static boolean isMember(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("FaultMember");
    }

    private static List<String> classPath() throws IOException {
        List<String> entries = new ArrayList<>(List.of(TARGET.resolve("classes").toString()));
        entries.addAll(
                List.of(Files.readString(TARGET.resolve("runtime.classpath")).split(File.pathSeparator)));
        return entries;
    }
}
