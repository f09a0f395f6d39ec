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

/** One run in its short form, which needs no network namespaces: what plain Infinispan is known to lose, the judges must see. */
class FaultsIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final long LIMIT_SECONDS = 180;
    private static final Pattern SAID = Pattern.compile("kill-stored .* lost=(\\d+) undone=(\\d+) .*");

    @Test
    void killStored_plainInfinispan_undoesDeletesAndLeavesNothingBehind() throws IOException {
        Path reports = Files.createDirectories(TARGET.resolve("faults"));
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess laboratory = JavaProcess.of(Faults.class)
                .classPath(classPath())
                .jvm("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .arguments("--scenario", "kill-stored", "--engine", "plain", "--quick", "--report", reports.toString())
                .start("laboratory", reports, lines::add)) {
            assertThat(laboratory.awaitExit(LIMIT_SECONDS))
                    .as(() -> lines + "\n" + laboratory.logTail(60))
                    .isZero();
        }

        assertThat(lines).singleElement().satisfies(line -> {
            Matcher said = SAID.matcher(line);
            assertThat(said.matches()).as(line).isTrue();
            assertThat(Long.parseLong(said.group(1))).as("values lost").isZero();
            assertThat(Long.parseLong(said.group(2))).as("deletes undone").isPositive();
        });
        assertThat(reports.resolve("kill-stored-plain-1/report.md"))
                .content()
                .contains("acknowledged deletes undone", "timeline.svg", "should be one of [absent]");
        assertThat(ProcessHandle.current().descendants()).noneMatch(FaultsIT::isMember);
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
