package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.Redundancy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What members own that would be missed, and handing it over before they are stopped. */
final class DrainEndpoint {

    private static final long SECONDS_MAX = 86_400;

    /** @param report null: the member did not answer */
    record OnMember(String member, @Nullable DrainReport report) {}

    record View(String member, DrainReport report, List<DrainPlan.CachePlan> caches) {}

    /**
     * @param confirm the member's name once more
     * @param redundancy a name of {@link Redundancy}
     * @param timeoutSeconds after which the drain is given up
     */
    record Begin(String confirm, String redundancy, long timeoutSeconds) {}

    private final GridReader grid;

    DrainEndpoint(GridReader grid) {
        this.grid = grid;
    }

    /** How the drain of each member stands. */
    Answer all(Request request) throws Exception {
        Map<String, DrainReport> told = grid.drains(GridReader.OPERATION_TIMEOUT);
        return Answer.json(grid.report().members().stream()
                .map(member -> new OnMember(member.name(), told.get(member.name())))
                .toList());
    }

    /** What a drain of the member would do now, and how the last one stands. */
    Answer show(Request request) throws Exception {
        String member = request.parameter("member");
        Drain drain = grid.drain(member);
        return Answer.json(new View(
                member,
                GridReader.await(drain::report),
                GridReader.await(drain::plan).caches()));
    }

    Answer begin(Request request) throws Exception {
        String member = request.parameter("member");
        Drain drain = grid.drain(member);
        Begin wanted = request.body(Begin.class);
        if (!member.equals(wanted.confirm())) {
            throw HttpProblem.badRequest("Draining needs the member's name repeated in 'confirm'");
        }
        Redundancy redundancy = redundancy(wanted.redundancy());
        Duration timeout = timeout(wanted.timeoutSeconds());
        GridReader.await(() -> drain.begin(redundancy, timeout).thenApply(begun -> true));
        return Answer.noContent();
    }

    Answer cancel(Request request) throws Exception {
        Drain drain = grid.drain(request.parameter("member"));
        GridReader.await(() -> drain.cancel().thenApply(begun -> true));
        return Answer.noContent();
    }

    private static Redundancy redundancy(String named) {
        return Arrays.stream(Redundancy.values())
                .filter(redundancy -> redundancy.name().equals(named))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badRequest("'redundancy' must be KEEP or REDUCE"));
    }

    private static Duration timeout(long seconds) {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw HttpProblem.badRequest("'timeoutSeconds' must be between 1 and " + SECONDS_MAX);
        }
        return Duration.ofSeconds(seconds);
    }
}
