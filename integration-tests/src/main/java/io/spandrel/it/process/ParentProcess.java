package io.spandrel.it.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What a child process sees of the process that started it: commands on standard input, answers on standard output.
 *
 * <p>Thread-safe for {@link #tell}; one thread listens.
 */
public final class ParentProcess {

    /*
     * Libraries print to System.out now and then. The stream that carries answers is therefore taken away first, and
     * System.out becomes System.err, which the parent writes to a file.
     */
    private final PrintStream answers = System.out;

    public ParentProcess() {
        System.setOut(System.err);
    }

    /** Says one line to the parent. */
    public void tell(String line) {
        answers.println(line);
        answers.flush();
    }

    /** Hands each line of the parent to {@code command}; returns when the parent closes the stream or dies. */
    public void listen(Consumer<String> command) {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                command.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the parent closes the stream or dies. */
    public void awaitEnd() {
        listen(line -> {});
    }
}
