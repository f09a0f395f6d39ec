package io.spandrel.console.live;

import io.spandrel.grid.GridEvent;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ids of events in a stream: the run of this console and the event's sequence number, because numbers begin anew when
 * the member does.
 *
 * @param run differs from run to run
 */
record EventIds(String run) {

    String of(GridEvent event) {
        return run + "-" + event.sequence();
    }

    /** The sequence number in an id of this run; empty for any other text, or none. */
    OptionalLong sequence(@Nullable String id) {
        if (id == null || !id.startsWith(run + "-")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(id.substring(run.length() + 1)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Where a client begins that has seen nothing: after the newest event, which it gets by asking for the history. */
    static long newest(List<GridEvent> history) {
        return history.isEmpty() ? -1 : history.get(history.size() - 1).sequence();
    }
}
