package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Settings;
import io.spandrel.it.faults.network.Ability;
import io.spandrel.it.faults.workload.Pace;
import java.util.Set;

/**
 * What a run does.
 *
 * @param name one word, as on the command line
 * @param question what it looks for, in a sentence
 * @param faultSeconds between the fault's begin and its end
 * @param settleSeconds how long the members may take to settle afterwards
 */
public record Scenario(
        String name, String question, Settings settings, Fault fault, int faultSeconds, int settleSeconds, Pace pace) {

    private static final int SETTLE_SECONDS = 60;

    Scenario(String name, String question, Settings settings, Fault fault, int faultSeconds) {
        this(name, question, settings, fault, faultSeconds, SETTLE_SECONDS, Pace.PATIENT);
    }

    /** What it needs of the network. */
    public Set<Ability> needs() {
        return fault.needs();
    }
}
