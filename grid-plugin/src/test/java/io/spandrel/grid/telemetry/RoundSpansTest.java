package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.spi.RoundListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundSpansTest {

    @ParameterizedTest
    @EnumSource(
            value = RoundListener.Outcome.class,
            names = {"NOT_DONE", "UNKNOWN", "UNAVAILABLE"})
    void round_endsOtherwiseThanDone_isAnError(RoundListener.Outcome outcome) {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        try (SdkTracerProvider tracing = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()) {
            new RoundSpans(tracing.get("test"))
                    .started(new RoundListener.Round(RoundListener.Kind.WRITE, "cache", ConsistencyLevel.ALL, 1, 3, 3))
                    .accept(new RoundListener.End(outcome, 2));

            SpanData span = spans.getFinishedSpanItems().get(0);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(RoundSpans.OUTCOME)).isEqualTo(outcome.name());
            assertThat(span.getAttributes().get(RoundSpans.ANSWERED)).isEqualTo(2);
        }
    }
}
