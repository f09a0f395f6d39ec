package io.spandrel.eviction;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of a choosing policy; when it is full, the oldest is dropped. Not thread-safe.
 */
final class SwitchHistory {

    private final InstantSource clock;
    private final ArrayDeque<ChoiceSnapshot.Switch> last = new ArrayDeque<>();
    private List<ChoiceSnapshot.Switch> kept = List.of();
    private @Nullable Consumer<ChoiceSnapshot.Switch> listener;
    private long recorded;

    SwitchHistory(InstantSource clock) {
        this.clock = clock;
    }

    /** Tells {@code told} of each change from now on; it must be quick and not throw. */
    void listen(Consumer<ChoiceSnapshot.Switch> told) {
        listener = told;
    }

    void record(String from, String to, double fromHitRatio, double toHitRatio) {
        ChoiceSnapshot.Switch happened = new ChoiceSnapshot.Switch(clock.instant(), from, to, fromHitRatio, toHitRatio);
        if (last.size() == ChoiceSnapshot.HISTORY_MAX) {
            last.removeFirst();
        }
        last.addLast(happened);
        kept = List.copyOf(last);
        recorded++;
        if (listener != null) {
            listener.accept(happened);
        }
    }

    /** Changes so far, those dropped included. */
    long recorded() {
        return recorded;
    }

    /** The changes kept, oldest first; the same list until the next change. */
    List<ChoiceSnapshot.Switch> kept() {
        return kept;
    }
}
