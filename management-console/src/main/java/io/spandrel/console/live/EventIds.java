package io.spandrel.console.live;

import io.spandrel.grid.GridEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids of messages in a stream: the run of this console and how far a client has come with that message. Sequence numbers
 * of events begin anew when the member does, hence the run.
 *
 * @param run differs from run to run; letters and digits
 */
record EventIds(String run) {

    private static final Pattern ID = Pattern.compile("(\\w{1,20})-(\\d{1,18})-(\\d{1,15})");

    /**
     * How far a client has come.
     *
     * @param sequence of the last event it was sent
     * @param sampleAt time of the last sample it was sent
     */
    record Position(long sequence, Instant sampleAt) {}

    String of(Position position) {
        return run + "-" + position.sequence() + "-" + position.sampleAt().toEpochMilli();
    }

    /** The position in an id of this run; empty for any other text, or none. */
    Optional<Position> position(@Nullable String id) {
        Matcher parts = ID.matcher(id == null ? "" : id);
        return parts.matches() && parts.group(1).equals(run)
                ? Optional.of(new Position(
                        Long.parseLong(parts.group(2)), Instant.ofEpochMilli(Long.parseLong(parts.group(3)))))
                : Optional.empty();
    }

    /** Where a client begins that has seen nothing: after the newest event, which it gets by asking for the history. */
    static long newest(List<GridEvent> history) {
        return history.isEmpty() ? 0 : history.get(history.size() - 1).sequence();
    }
}
