package io.spandrel.it.faults.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of {@code ip} for one network namespace, carried out one by one as they come. Used by one thread. */
final class BatchCommands implements AutoCloseable {

    private final Process process;
    private final Writer input;

    /** @param pid of a process in that namespace */
    BatchCommands(long pid) {
        try {
            process = new ProcessBuilder("nsenter", "-t", Long.toString(pid), "-n", "ip", "-force", "-batch", "-")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            input = process.outputWriter(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run ip", e);
        }
    }

    /** Begins to carry them out. */
    void tell(List<String> commands) {
        try {
            input.write(String.join("\n", commands) + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("ip has ended", e);
        }
    }

    /** Waits until the last one was carried out. */
    @Override
    public void close() {
        try {
            input.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("ip has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
