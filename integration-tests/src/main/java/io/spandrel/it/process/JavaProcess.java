package io.spandrel.it.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java process on loopback. What it says on standard output arrives line by line; what it logs on standard error
 * stands in a file.
 *
 * <p>Thread-safe. Closing asks it to end, and ends it if it does not within ten seconds.
 */
public final class JavaProcess implements AutoCloseable {

    private static final long END_SECONDS = 10;

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer commands;
    private final Thread reader;

    private JavaProcess(String name, Path log, Process process, Consumer<String> answers) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(() -> read(answers), name + "-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** How to start a process: {@code main} on the class path of this one, by this one's JVM. */
    public static Starter of(Class<?> main) {
        return of(main.getName());
    }

    /** The same for a class that only the process's own class path holds. */
    public static Starter of(String main) {
        return new Starter(main);
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Runs {@code action} when the process ends, however it ends; at once if it has. */
    public void onExit(Runnable action) {
        var unused = process.onExit().thenRun(action);
    }

    /** Says one line to the process; a process that has ended does not hear it. */
    public void tell(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(END_SECONDS);
    }

    /** Stops it where it stands, as a long pause does. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + signal + " to " + this, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Its exit code.
     *
     * @throws IllegalStateException if it has not ended within {@code seconds}
     */
    public int awaitExit(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " still runs after " + seconds + " s");
            }
            reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** The last {@code lines} lines of its log. */
    public String logTail(int lines) {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Asks the process to end, without waiting for it. */
    public void end() {
        try {
            commands.close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    @Override
    public void close() {
        end();
        try {
            awaitExit(END_SECONDS);
        } catch (IllegalStateException e) {
            process.destroyForcibly();
        }
    }

    private void read(Consumer<String> answers) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.accept(line);
            }
        } catch (IOException e) {
            answers.accept("failed: lost the output of " + name + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + (alive() ? ")" : ", ended)");
    }

    /** Collects what a process needs; {@link #start} starts it. */
    public static final class Starter {

        private final String main;
        private final List<String> jvmArguments = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private String java =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        private String classPath = System.getProperty("java.class.path");
        private List<String> wrapper = List.of();

        private Starter(String main) {
            this.main = main;
            jvm("-Djava.net.preferIPv4Stack=true", "-Djgroups.bind_addr=127.0.0.1", "-Xshare:auto");
        }

        /** The {@code java} command to start it with; this process's own by default. */
        public Starter java(Path command) {
            java = command.toString();
            return this;
        }

        /** The class path; this process's own by default. */
        public Starter classPath(List<String> entries) {
            classPath = String.join(File.pathSeparator, entries);
            return this;
        }

        /** A command that runs the one after it in the same process, as {@code nice} does. */
        public Starter wrappedBy(List<String> command) {
            wrapper = List.copyOf(command);
            return this;
        }

        public Starter jvm(String... options) {
            jvmArguments.addAll(Arrays.asList(options));
            return this;
        }

        public Starter property(String key, Object value) {
            return jvm("-D" + key + "=" + value);
        }

        public Starter arguments(String... values) {
            arguments.addAll(Arrays.asList(values));
            return this;
        }

        /**
         * Starts the process.
         *
         * @param name of the process and of its log, in {@code logs}
         * @param answers gets each line it says, in a thread of its own
         */
        public JavaProcess start(String name, Path logs, Consumer<String> answers) {
            Path log = logs.resolve(name + ".log");
            try {
                Process process = new ProcessBuilder(command())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
                return new JavaProcess(name, log, process, answers);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start " + name + " by " + java, e);
            }
        }

        private List<String> command() {
            List<String> command = new ArrayList<>(wrapper);
            command.add(java);
            command.addAll(jvmArguments);
            command.addAll(List.of("-cp", classPath, main));
            command.addAll(arguments);
            return command;
        }
    }
}
