package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.spandrel.grid.spi.RoundListener;
import java.util.Locale;
import java.util.function.Consumer;

/** One span for each round of owners that this member leads, a child of the span of the thread that begins it. */
final class RoundSpans implements RoundListener {

    static final AttributeKey<String> LEVEL = AttributeKey.stringKey("spandrel.level");
    static final AttributeKey<Long> KEYS = AttributeKey.longKey("spandrel.keys");
    static final AttributeKey<Long> NEEDED = AttributeKey.longKey("spandrel.needed");
    static final AttributeKey<Long> OWNERS = AttributeKey.longKey("spandrel.owners");
    static final AttributeKey<Long> ANSWERED = AttributeKey.longKey("spandrel.answered");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("spandrel.outcome");

    private final Tracer tracer;

    RoundSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Consumer<End> started(Round round) {
        Span span = tracer.spanBuilder("spandrel." + round.kind().name().toLowerCase(Locale.ROOT))
                .setAttribute(Labels.CACHE, round.cache())
                .setAttribute(LEVEL, round.level().name())
                .setAttribute(KEYS, (long) round.keys())
                .setAttribute(NEEDED, (long) round.needed())
                .setAttribute(OWNERS, (long) round.owners())
                .startSpan();
        return end -> {
            span.setAttribute(ANSWERED, (long) end.answered());
            span.setAttribute(OUTCOME, end.outcome().name());
            if (end.outcome() != Outcome.DONE) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        };
    }
}
