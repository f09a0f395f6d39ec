package io.spandrel.it.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in the README and in docs/ are the ones that are compiled and run. */
class ReadmeTest {

    private static final Path PROJECT = Path.of("..");

    @ParameterizedTest
    @CsvSource({
        "README.md, xml, src/main/resources/grid.xml",
        "README.md, by-xml, src/main/java/io/spandrel/it/example/EmbeddedByXml.java",
        "README.md, by-builders, src/main/java/io/spandrel/it/example/EmbeddedByBuilders.java",
        "docs/extending.md, policy, src/test/java/io/spandrel/it/policy/NewcomersFirst.java",
        "docs/extending.md, policy-xml, src/test/resources/policy/own-policy.xml",
        "docs/extending.md, policy-test, src/test/java/io/spandrel/it/policy/NewcomersFirstTest.java",
        "docs/extending.md, resolver, src/test/java/io/spandrel/it/consistency/OlderStays.java"
    })
    void document_example_isTheOneThatRuns(Path document, String example, Path source) throws IOException {
        assertThat(shown(document, example)).isEqualTo(run(source));
    }

    /** The fenced block after {@code <!-- example: name -->}. */
    private static String shown(Path document, String example) throws IOException {
        Matcher block = Pattern.compile("<!-- example: " + example + " -->\\s*```\\w+\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PROJECT.resolve(document)));
        assertThat(block.find())
                .as("an example named %s in %s", example, document)
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
