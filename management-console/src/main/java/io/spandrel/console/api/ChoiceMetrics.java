package io.spandrel.console.api;

import io.spandrel.grid.PolicyChoice;
import java.util.Arrays;

/** What the policy {@code auto} has chosen on a member, for Prometheus. */
final class ChoiceMetrics {

    private ChoiceMetrics() {}

    static void write(PrometheusText text, PolicyChoice choice, String... labels) {
        text.counter("spandrel_eviction_policy_switches_total", "Changes of policy by auto", choice.switches(), labels);
        for (PolicyChoice.Candidate candidate : choice.candidates()) {
            String[] labelled = Arrays.copyOf(labels, labels.length + 2);
            labelled[labels.length] = "policy";
            labelled[labels.length + 1] = candidate.policy();
            text.gauge(
                    "spandrel_eviction_policy_chosen",
                    "1 for the candidate that auto runs, 0 for the others",
                    candidate.policy().equals(choice.current()) ? 1 : 0,
                    labelled);
            if (choice.requests() > 0) {
                text.gauge(
                        "spandrel_eviction_candidate_hit_ratio",
                        "Hit ratio that auto estimates for a candidate, 0 to 1",
                        candidate.hitRatio(),
                        labelled);
            }
        }
    }
}
