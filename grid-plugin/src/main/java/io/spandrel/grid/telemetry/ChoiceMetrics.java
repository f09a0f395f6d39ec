package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.PolicyChoice;
import java.util.List;

/** The instruments of the policy {@code auto}. */
final class ChoiceMetrics {

    private static final AttributeKey<String> POLICY = AttributeKey.stringKey("policy");

    private final ObservableDoubleMeasurement hitRatio;
    private final ObservableLongMeasurement chosen;
    private final ObservableLongMeasurement switches;

    ChoiceMetrics(Meter meter) {
        hitRatio = meter.gaugeBuilder("spandrel.eviction.candidate.hit.ratio")
                .setDescription("Hit ratio that auto estimates for a candidate (policy), 0 to 1")
                .buildObserver();
        chosen = meter.gaugeBuilder("spandrel.eviction.policy.chosen")
                .ofLongs()
                .setDescription("1 for the candidate (policy) that auto runs, 0 for the others")
                .buildObserver();
        switches = meter.counterBuilder("spandrel.eviction.policy.switches")
                .setDescription("Changes of policy by auto")
                .buildObserver();
    }

    List<ObservableMeasurement> measurements() {
        return List.of(hitRatio, chosen, switches);
    }

    void observe(PolicyChoice choice, Attributes labels) {
        switches.record(choice.switches(), labels);
        for (PolicyChoice.Candidate candidate : choice.candidates()) {
            Attributes labelled =
                    labels.toBuilder().put(POLICY, candidate.policy()).build();
            chosen.record(candidate.policy().equals(choice.current()) ? 1 : 0, labelled);
            if (choice.requests() > 0) {
                hitRatio.record(candidate.hitRatio(), labelled);
            }
        }
    }
}
