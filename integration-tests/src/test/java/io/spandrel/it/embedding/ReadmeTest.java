package io.spandrel.it.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's examples are the ones that are compiled and run. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    @ParameterizedTest
    @CsvSource({
        "xml, src/main/resources/grid.xml",
        "by-xml, src/main/java/io/spandrel/it/example/EmbeddedByXml.java",
        "by-builders, src/main/java/io/spandrel/it/example/EmbeddedByBuilders.java"
    })
    void readme_example_isTheOneThatRuns(String example, Path source) throws IOException {
        assertThat(shown(example)).isEqualTo(run(source));
    }

    /** The fenced block after {@code <!-- example: name -->}. */
    private static String shown(String example) throws IOException {
        Matcher block = Pattern.compile("<!-- example: " + example + " -->\\s*```\\w+\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(block.find())
                .as("an example named %s in %s", example, README)
                .isTrue();
        return block.group(1).strip();
    }

    /** A file, or what stands between its marks. */
    private static String run(Path source) throws IOException {
        String text = Files.readString(source);
        Matcher marked = Pattern.compile("// README begin\\n(.*?)\\s*// README end", Pattern.DOTALL)
                .matcher(text);
        return (marked.find() ? marked.group(1).stripIndent() : text).strip();
    }
}
