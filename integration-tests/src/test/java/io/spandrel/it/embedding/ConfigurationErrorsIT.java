package io.spandrel.it.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose configuration is wrong says all that is wrong, and ends. */
class ConfigurationErrorsIT {

    @TempDir
    private Path directory;

    @Test
    void start_fiveMistakes_namesEachWithItsFixAndExits() {
        ExampleProcess run =
                ExampleProcess.run(StartFromFile.class, ExampleProcess.thisJava(), directory, "five-mistakes.xml");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).isEmpty();
        assertThat(run.log()
                        .lines()
                        .filter(line -> line.matches("  \\d+\\. .*"))
                        .toList())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).containsPattern("Fix: .+"))
                .anySatisfy(line -> assertThat(line).contains("history-size", "\"0\""))
                .anySatisfy(line -> assertThat(line).contains("console", "port", "\"99999\""))
                .anySatisfy(line -> assertThat(line).contains("sessions", "eviction", "max-count", "\"-5\""))
                .anySatisfy(line -> assertThat(line).contains("sessions", "max-evictions-per-cycle", "\"0\""))
                .anySatisfy(line -> assertThat(line).contains("products", "intervall", "did you mean interval"));
    }
}
