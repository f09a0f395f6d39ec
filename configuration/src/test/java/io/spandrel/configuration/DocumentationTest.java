package io.spandrel.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class DocumentationTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String MARK = "<!-- from here on generated from the table -->\n";

    @Test
    void page_afterTheMark_repeatsTheTable() throws IOException {
        String text = Files.readString(PAGE);
        String prose = text.substring(0, text.indexOf(MARK) + MARK.length());

        Generated.check(
                PAGE, prose + section("Container level", Language.CONTAINER) + section("Cache level", Language.CACHE));
    }

    @Test
    void page_xmlExamples_areAccepted() throws IOException {
        Matcher examples = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));

        Assertions.assertThat(examples.results().map(result -> result.group(1)))
                .isNotEmpty()
                .allSatisfy(example -> new org.infinispan.configuration.parsing.ParserRegistry().parse(example));
    }

    private static String section(String title, List<ElementSpec> elements) {
        StringBuilder text = new StringBuilder("\n## ").append(title).append('\n');
        for (ElementSpec element : elements) {
            text.append("\n### `").append(element.name()).append("`\n");
            if (element.parent() != null) {
                text.append("Stands in `").append(element.parent()).append("`. ");
            }
            text.append(element.doc()).append("\n\n| attribute | default | meaning |\n|---|---|---|\n");
            for (AttributeSpec attribute : element.attributes()) {
                text.append("| `").append(attribute.name()).append("` | ");
                text.append(attribute.or() == null ? "none" : "`" + attribute.or() + "`");
                text.append(" | ").append(attribute.doc());
                text.append(attribute.live() ? " Live." : "").append(" |\n");
            }
        }
        return text.toString();
    }
}
