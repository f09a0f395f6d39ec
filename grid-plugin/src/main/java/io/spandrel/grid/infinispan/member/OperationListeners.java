package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.spi.OperationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those that hear of what operators do; one that fails is logged and disturbs nothing. Thread-safe. */
public final class OperationListeners {

    private final List<OperationListener> listeners = new CopyOnWriteArrayList<>();

    /** Has {@code listener} hear of operations until what is returned is closed. */
    AutoCloseable listen(OperationListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** An operation begins; whoever is returned is told how it ended, null if well. */
    public Consumer<@Nullable Throwable> begin(OperationListener.Operation operation) {
        List<Consumer<@Nullable Throwable>> ends = new ArrayList<>();
        for (OperationListener listener : listeners) {
            guarded(listener, () -> ends.add(listener.started(operation)));
        }
        return cause -> ends.forEach(end -> guarded(end, () -> end.accept(cause)));
    }

    private static void guarded(Object listener, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.operationListenerFailed(listener, e);
        }
    }
}
