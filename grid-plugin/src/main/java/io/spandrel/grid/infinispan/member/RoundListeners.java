package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.spi.RoundListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who hears of this member's rounds. One that throws is told of none any more. Thread-safe. */
public final class RoundListeners {

    private final List<RoundListener> listeners = new CopyOnWriteArrayList<>();

    AutoCloseable listen(RoundListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether nobody hears, so that there is nothing to be told. */
    public boolean none() {
        return listeners.isEmpty();
    }

    /** A round begins; what it gives is to be called when it ends. */
    public Consumer<RoundListener.End> started(RoundListener.Round round) {
        List<Consumer<RoundListener.End>> ends = new ArrayList<>(1);
        for (RoundListener listener : listeners) {
            guarded(listener, () -> {
                Consumer<RoundListener.End> end = listener.started(round);
                ends.add(how -> guarded(listener, () -> end.accept(how)));
            });
        }
        return how -> ends.forEach(end -> end.accept(how));
    }

    private void guarded(RoundListener listener, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            if (listeners.remove(listener)) {
                LOG.roundListenerFailed(listener, e);
            }
        }
    }
}
