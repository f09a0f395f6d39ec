package io.spandrel.it.demo;

import io.spandrel.it.process.ParentProcess;
import org.jspecify.annotations.Nullable;

/** Runs one replay at a time beside the thread that listens to the parent. Used by that thread alone. */
final class ReplayThread {

    private final ParentProcess parent;
    private @Nullable Replay replay;
    private @Nullable Thread thread;

    ReplayThread(ParentProcess parent) {
        this.parent = parent;
    }

    void start(Replay next) {
        stop();
        replay = next;
        thread = new Thread(() -> run(next), "replay");
        thread.start();
    }

    /** Stops the replay, if there is one, and waits for its last request. */
    void stop() {
        if (replay == null || thread == null) {
            return;
        }
        replay.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Replay next) {
        try {
            next.run();
        } catch (RuntimeException e) {
            parent.tell(DemoMember.FAILED + "replay: " + e);
            e.printStackTrace();
        }
    }
}
