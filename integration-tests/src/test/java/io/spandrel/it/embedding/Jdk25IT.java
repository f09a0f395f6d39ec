package io.spandrel.it.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spandrel.it.example.EmbeddedByXml;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built by JDK 17 runs on JDK 25. */
class Jdk25IT {

    @TempDir
    private Path directory;

    @Test
    void example_onJdk25_runs() throws IOException {
        Optional<Path> java = jdk25();
        assumeTrue(java.isPresent(), "skipped: no JDK 25 in JAVA25_HOME or beside this JDK");

        ExampleProcess run = ExampleProcess.run(EmbeddedByXml.class, java.orElseThrow(), directory);

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.output()).singleElement().asString().startsWith("KeyOwners[segment=");
    }

    private static Optional<Path> jdk25() throws IOException {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of).ifPresent(homes::add);
        Path siblings = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(siblings, "*25*")) {
            found.forEach(homes::add);
        }
        return homes.stream()
                .map(home -> home.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
