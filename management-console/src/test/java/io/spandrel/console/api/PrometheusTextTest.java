package io.spandrel.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void text_seriesOfOneName_standTogetherBehindItsHelp() {
        PrometheusText text = new PrometheusText()
                .counter("b_total", "Second", 1, "cache", "x")
                .gauge("a", "First", 0.5)
                .counter("b_total", "Second", 12_345_678_901L, "cache", "y", "member", "m");

        assertThat(text.text()).isEqualTo("""
                        # HELP a First
                        # TYPE a gauge
                        a 0.5
                        # HELP b_total Second
                        # TYPE b_total counter
                        b_total{cache="x"} 1
                        b_total{cache="y",member="m"} 12345678901
                        """);
    }

    @Test
    void text_labelThatWouldBreakTheFormat_isEscaped() {
        assertThat(new PrometheusText().gauge("a", "A", 1, "cache", "q\"b\\n\n").text())
                .contains("a{cache=\"q\\\"b\\\\n\\n\"} 1\n");
    }
}
