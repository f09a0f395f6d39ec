package io.spandrel.it.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.example.EmbeddedByBuilders;
import io.spandrel.it.example.EmbeddedByXml;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's examples, run as their reader would. */
class EmbeddingIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(classes = {EmbeddedByXml.class, EmbeddedByBuilders.class})
    void example_run_saysWhoOwnsTheKeyAndEnds(Class<?> example) {
        ExampleProcess run = ExampleProcess.run(example, ExampleProcess.thisJava(), directory);

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.output()).singleElement().asString().startsWith("KeyOwners[segment=");
    }
}
