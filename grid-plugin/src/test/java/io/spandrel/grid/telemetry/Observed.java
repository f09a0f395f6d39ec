package io.spandrel.grid.telemetry;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What instruments tell when they are asked. */
final class Observed {

    private Observed() {}

    /**
     * The whole figures by the instruments' names, each with the values of its attributes.
     *
     * @param create makes the instruments
     * @param instruments them
     * @param observe feeds them
     */
    static <M> Map<String, Long> of(
            Function<Meter, M> create, Function<M, List<ObservableMeasurement>> instruments, Consumer<M> observe) {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            Meter meter = provider.get("test");
            M metrics = create.apply(meter);
            List<ObservableMeasurement> all = instruments.apply(metrics);
            meter.batchCallback(
                    () -> observe.accept(metrics),
                    all.get(0),
                    all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
            Map<String, Long> values = new HashMap<>();
            reader.collectAllMetrics()
                    .forEach(metric -> metric.getData().getPoints().stream()
                            .filter(LongPointData.class::isInstance)
                            .map(LongPointData.class::cast)
                            .forEach(point -> values.put(name(metric.getName(), point), point.getValue())));
            return values;
        }
    }

    private static String name(String metric, PointData point) {
        StringBuilder name = new StringBuilder(metric);
        point.getAttributes().forEach((key, value) -> name.append(' ').append(value));
        return name.toString();
    }
}
