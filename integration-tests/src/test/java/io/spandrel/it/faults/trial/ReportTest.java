package io.spandrel.it.faults.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.faults.check.Copy;
import io.spandrel.it.faults.cluster.Engine;
import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.Operation;
import io.spandrel.it.faults.scenario.Scenarios;
import io.spandrel.it.faults.workload.Keys;
import io.spandrel.it.faults.workload.Route;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** A run made by hand: writer 0 goes through n1, writer 1 through n2, which is hit. */
class ReportTest {

    private static final String LOST = "F.T1.1";
    private static final String UNDONE = "F.T1.3";
    private static final String KEPT = "F.O0.0";
    private static final long SECOND = 1_000_000_000;

    private final Keys keys = new Keys(List.of(Route.OTHERS, Route.TARGET), 0.01);
    private final List<Operation> operations = List.of(
            call(0, "n1", Action.PUT, KEPT, KEPT + ".1", 2 * SECOND, true, ""),
            call(1, "n2", Action.PUT, LOST, LOST + ".1", 3 * SECOND, true, ""),
            call(1, "n2", Action.REMOVE, UNDONE, null, 4 * SECOND, true, null),
            call(0, "n1", Action.READ, LOST, null, 5 * SECOND, true, LOST + ".0"),
            call(0, "n1", Action.READ, KEPT, null, 6 * SECOND, false, null));

    @Test
    void judge_lostAndUndoneAndStaleAndDifferent_areFoundInTheirGroups() {
        Verdict verdict = verdict();

        assertThat(verdict.lost()).containsEntry("target", new Tally(1, 1)).containsEntry("others", new Tally(0, 1));
        assertThat(verdict.lost().get("never").wrong()).isZero();
        assertThat(verdict.resurrected()).containsOnly(Map.entry("target", new Tally(1, 1)));
        assertThat(verdict.everywhere()).isEqualTo(2);
        assertThat(verdict.convergence().values()).isEqualTo(1);
        assertThat(verdict.stale()).isEqualTo(new Tally(1, 1));
        assertThat(verdict.counters().wrong()).isZero();
        assertThat(verdict.conditional().wrong()).isZero();
        assertThat(verdict.others().answered()).isEqualTo(2);
        assertThat(verdict.examples())
                .hasSize(2)
                .anyMatch(example -> example.startsWith(UNDONE + " should be one of [absent]"));
    }

    @Test
    void report_saysWhatWasFoundAndHowToRepeatIt() {
        String report = Report.text(trial());

        assertThat(report)
                .contains("bin/faults --scenario split-none --engine plain --seed 3")
                .contains("target 1/1")
                .contains("| stale reads | 1/1 |")
                .contains("| settled after the end of the fault | never |")
                .contains("| 2.00 |  | fault |")
                .contains("TimeoutException=1");
    }

    @Test
    void timeline_isAnImageWithARowForEachMember() throws Exception {
        Document image = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Timeline.of(trial()).getBytes(StandardCharsets.UTF_8)));

        assertThat(image.getDocumentElement().getTextContent()).contains("n1", "n2*", "fault", "view of 1");
        assertThat(image.getElementsByTagName("rect").getLength())
                .as("background, fault, and a bar for each call, all in tenths of their own")
                .isEqualTo(2 + operations.size());
    }

    @Test
    void summary_twoRuns_addsUp() {
        Summary summary = new Summary();
        summary.add(trial());
        summary.add(trial());

        assertThat(summary.text().lines().skip(2))
                .singleElement()
                .asString()
                .startsWith("| split-none | plain | 2 | 2/2 | 0/0 | 0/2 |")
                .endsWith("| 1.0 | - | - |");
    }

    private Trial trial() {
        return new Trial(
                Scenarios.all().get(0),
                Engine.PLAIN,
                3,
                Set.of("n2"),
                operations,
                List.of(
                        new Event(2 * SECOND, "", "fault"),
                        new Event(3 * SECOND, "n1", "view of 1"),
                        new Event(5 * SECOND, "", "end of fault")),
                Map.of("TimeoutException", 1),
                verdict(),
                30);
    }

    private Verdict verdict() {
        Map<String, Map<String, Optional<String>>> reads = new HashMap<>();
        keys.initial().forEach((key, value) -> answer(reads, key, value));
        answer(reads, KEPT, KEPT + ".1");
        Map<String, Map<String, Copy>> copies =
                Map.of(LOST, Map.of("n1", new Copy(LOST + ".0", "", -1), "n2", Copy.NONE));
        return new Judges(keys, operations, new Observation(reads, copies, 0))
                .judge(2, Set.of("n2"), new Moments(SECOND, 7 * SECOND, 8 * SECOND, -1), 1, -1);
    }

    private static void answer(Map<String, Map<String, Optional<String>>> reads, String key, String value) {
        reads.put(key, Map.of("n1", Optional.of(value), "n2", Optional.of(value)));
    }

    private static Operation call(
            int client,
            String member,
            Action action,
            String key,
            @Nullable String argument,
            long at,
            boolean known,
            @Nullable String answer) {
        return new Operation(client, member, action, key, argument, null, at, at + 1_000_000, known, answer);
    }
}
