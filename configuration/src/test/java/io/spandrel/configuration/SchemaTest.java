package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

final class SchemaTest {

    static final List<ElementSpec> ALL =
            Stream.concat(Language.CONTAINER.stream(), Language.CACHE.stream()).toList();

    @Test
    void schema_inTheJar_repeatsTheTable() throws IOException {
        Generated.check(Path.of("src/main/resources/schema/spandrel-config-grid-1.0.xsd"), SchemaText.of(ALL));
    }

    @Test
    void documentation_ofEveryAttribute_isASentence() {
        assertThat(ALL)
                .allSatisfy(element -> assertThat(element.attributes())
                        .allSatisfy(attribute -> assertThat(attribute.doc()).matches("[A-Z].{5,}\\.")));
    }

    @Test
    void defaults_ofEveryAttribute_areValidAndCanonical() {
        assertThat(ALL)
                .allSatisfy(element -> assertThat(element.attributes()).allSatisfy(attribute -> {
                    if (attribute.or() != null) {
                        assertThat(attribute.canonical(attribute.or())).isEqualTo(attribute.or());
                        assertThatCode(() -> attribute.type().parse(attribute.or()))
                                .doesNotThrowAnyException();
                    }
                }));
    }

    @Test
    void validate_validElement_isAccepted() {
        assertThatCode(() -> validate("<eviction %s policy='sieve' max-size='64MB' interval='250ms'/>"))
                .doesNotThrowAnyException();
    }

    @Test
    void validate_unknownAttributeOrBadType_isRefused() {
        assertThatThrownBy(() -> validate("<eviction %s polcy='sieve'/>")).hasMessageContaining("polcy");
        assertThatThrownBy(() -> validate("<eviction %s interval='soon'/>")).hasMessageContaining("soon");
    }

    static void validate(String element) throws SAXException, IOException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(
                        SchemaTest.class.getResource("/schema/spandrel-config-grid-1.0.xsd"), "schema"))
                .newValidator()
                .validate(new StreamSource(new StringReader(element.formatted("xmlns='" + Language.NAMESPACE + "'"))));
    }
}
