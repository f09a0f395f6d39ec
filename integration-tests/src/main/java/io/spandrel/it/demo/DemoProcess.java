package io.spandrel.it.demo;

import io.spandrel.it.process.JavaProcess;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A demo member seen from the launcher. Thread-safe. */
final class DemoProcess implements AutoCloseable {

    private static final int LOG_LINES = 40;

    private final JavaProcess process;
    /** Empty once it is ready, else why it did not start. */
    private final CompletableFuture<String> started = new CompletableFuture<>();

    private volatile Progress progress = Progress.NONE;
    private volatile String failure = "";

    DemoProcess(JavaProcess.Starter starter, String name, Path logs) {
        process = starter.start(name, logs, this::hear);
        process.onExit(() -> started.complete("the process ended"));
    }

    /** @throws DemoException if it does not start, or not in time */
    void awaitReady(long seconds) {
        try {
            String problem = started.get(seconds, TimeUnit.SECONDS);
            if (!problem.isEmpty()) {
                throw failed("not started: " + problem);
            }
        } catch (TimeoutException e) {
            throw failed("not started within " + seconds + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    boolean isReady() {
        return started.getNow("no").isEmpty();
    }

    void replay(ReplayOrder order) {
        process.tell(order.line());
    }

    /** How far its replay has come. @throws DemoException if it, or the process, failed */
    Progress progress() {
        if (!failure.isEmpty()) {
            throw failed(failure);
        }
        if (!process.alive()) {
            throw failed("the process ended");
        }
        return progress;
    }

    /** Asks it to leave, without waiting. */
    void end() {
        process.end();
    }

    @Override
    public void close() {
        process.close();
    }

    private void hear(String line) {
        if (Progress.isProgress(line)) {
            progress = Progress.of(line);
        } else if (line.equals(DemoMember.READY)) {
            started.complete("");
        } else if (line.startsWith(DemoMember.FAILED)) {
            failure = line.substring(DemoMember.FAILED.length());
            started.complete(failure);
        }
    }

    private DemoException failed(String reason) {
        return new DemoException(
                process.name() + ": " + reason + "\n--- the end of its log:\n" + process.logTail(LOG_LINES));
    }
}
