package io.spandrel.grid.infinispan;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.infinispan.telemetry.InfinispanSpan;
import org.infinispan.telemetry.InfinispanSpanAttributes;
import org.infinispan.telemetry.InfinispanSpanContext;
import org.infinispan.telemetry.InfinispanTelemetry;
import org.infinispan.telemetry.SafeAutoClosable;
import org.infinispan.telemetry.impl.DisabledInfinispanSpan;
import org.jspecify.annotations.Nullable;

/**
 * Infinispan's own spans through the application's OpenTelemetry: those of the categories that a cache's {@code tracing}
 * element turns on. An embedded Infinispan comes without any.
 */
final class OpenTelemetryBridge implements InfinispanTelemetry {

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private volatile String node = "";

    OpenTelemetryBridge(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("org.infinispan");
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public <T> InfinispanSpan<T> startTraceRequest(String operation, InfinispanSpanAttributes attributes) {
        return attributes.isCategoryDisabled()
                ? DisabledInfinispanSpan.instance()
                : start(operation, attributes, Context.current());
    }

    @Override
    public <T> InfinispanSpan<T> startTraceRequest(
            String operation, InfinispanSpanAttributes attributes, InfinispanSpanContext caller) {
        return attributes.isCategoryDisabled()
                ? DisabledInfinispanSpan.instance()
                : start(operation, attributes, propagator.extract(Context.current(), caller, new Carrier()));
    }

    @Override
    public void setNodeName(String nodeName) {
        node = nodeName;
    }

    private <T> InfinispanSpan<T> start(String operation, InfinispanSpanAttributes attributes, Context parent) {
        SpanBuilder builder = tracer.spanBuilder(operation)
                .setParent(parent)
                .setAttribute(
                        InfinispanSpanAttributes.CATEGORY, attributes.category().toString())
                .setAttribute(InfinispanSpanAttributes.SERVER_ADDRESS, node);
        attributes.cacheName().ifPresent(cache -> builder.setAttribute(InfinispanSpanAttributes.CACHE_NAME, cache));
        return new Bridged<>(builder.startSpan());
    }

    /** An OpenTelemetry span in Infinispan's hands. */
    private record Bridged<T>(Span span) implements InfinispanSpan<T> {

        @Override
        @SuppressWarnings("MustBeClosedChecker") // Infinispan closes it
        public SafeAutoClosable makeCurrent() {
            Scope scope = span.makeCurrent();
            return scope::close;
        }

        @Override
        public void complete() {
            span.end();
        }

        @Override
        public void recordException(Throwable failure) {
            span.recordException(failure);
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static final class Carrier implements TextMapGetter<InfinispanSpanContext> {

        @Override
        public Iterable<String> keys(InfinispanSpanContext carrier) {
            return carrier.keys();
        }

        @Override
        public @Nullable String get(@Nullable InfinispanSpanContext carrier, String key) {
            return carrier == null ? null : carrier.getKey(key);
        }
    }
}
