package io.spandrel.grid.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.spandrel.grid.spi.OperationListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One span for each operation that this member is asked for, a child of the asking thread's span. */
final class OperationSpans implements OperationListener {

    private final Tracer tracer;

    OperationSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Consumer<@Nullable Throwable> started(Operation operation) {
        Span span = tracer.spanBuilder("spandrel." + operation.name())
                .setAttribute(Labels.CACHE, operation.cache())
                .startSpan();
        if (!operation.correlation().isEmpty()) {
            span.setAttribute(Labels.CORRELATION, operation.correlation());
        }
        return failure -> {
            if (failure != null) {
                span.recordException(failure);
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        };
    }
}
