package io.spandrel.eviction.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {

    @Test
    void of_twoTracesAndPolicies_isWellFormedWithALineForEach() throws Exception {
        Document svg = parse(Chart.of(
                List.of(
                        new Result("a<&>b", "lru", 10, 20),
                        new Result("a<&>b", "lru", 1000, 40),
                        new Result("a<&>b", "sieve", 10, 25),
                        new Result("other", "lru", 10, 30)),
                false));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(svg.getDocumentElement().getTextContent()).contains("a<&>b", "other", "lru", "sieve", "1000");
    }

    @Test
    void of_higherHitRatioAndLargerSize_standsHigherAndFurtherRight() throws Exception {
        Document svg = parse(Chart.of(
                List.of(
                        new Result("t", "lru", 10, 0),
                        new Result("t", "lru", 100, 50),
                        new Result("t", "lru", 1000, 100)),
                true));

        assertThat(svg.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getNodeValue())
                .isEqualTo("50.0,280.0 270.0,160.0 490.0,40.0");
        assertThat(svg.getDocumentElement().getTextContent()).contains("bytes");
    }

    @Test
    void of_oneSize_standsInTheMiddle() throws Exception {
        Document svg = parse(Chart.of(List.of(new Result("t", "lru", 10, 50)), false));

        assertThat(svg.getElementsByTagName("circle")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("cx")
                        .getNodeValue())
                .isEqualTo("270.0");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
