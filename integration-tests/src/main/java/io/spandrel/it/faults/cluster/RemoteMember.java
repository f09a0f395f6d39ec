package io.spandrel.it.faults.cluster;

import io.spandrel.it.faults.member.FaultMember;
import io.spandrel.it.process.JavaProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** One life of a member: from the start of its process to its end. Thread-safe. */
public final class RemoteMember {

    private static final long START_SECONDS = 60;
    private static final int LOG_LINES = 40;
    private static final String ENDED = "ended";

    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> up = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final JavaProcess process;
    private volatile boolean ending;

    RemoteMember(String name, Path logs, JavaProcess.Starter starter) {
        process = starter.start(name, logs, this::hear);
        process.onExit(this::forget);
    }

    public String name() {
        return process.name();
    }

    /** Whether it can be called: it lives, and nobody is ending it. */
    public boolean alive() {
        return process.alive() && !ending;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until its process is there, which has not joined anything yet. */
    void awaitUp() {
        await(up);
    }

    void go() {
        process.tell(FaultMember.GO);
    }

    /** Waits until it has joined. */
    void awaitReady() {
        await(ready);
    }

    /** Lets the member carry out a command, and waits up to {@code millis} for its answer. */
    public Answer call(String command, long millis) {
        String number = Long.toString(numbers.incrementAndGet());
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        try {
            if (!alive()) {
                return Answer.unknown(ENDED);
            }
            process.tell(number + " " + command);
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Answer.unknown("no answer in time");
        } catch (UncheckedIOException e) {
            return Answer.unknown(ENDED);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.unknown("interrupted");
        } finally {
            waiting.remove(number);
        }
    }

    /** Stops it where it stands, as a long pause does. */
    public void freeze() {
        process.freeze();
    }

    /** Lets it go on. */
    public void thaw() {
        process.thaw();
    }

    /** Ends it as a power cut does. */
    public void kill() {
        ending = true;
        process.kill();
    }

    /** Lets it leave in good order, and waits for that. */
    public void stop() {
        ending = true;
        process.close();
    }

    private void hear(String line) {
        switch (line) {
            case FaultMember.UP -> up.complete(true);
            case FaultMember.READY -> ready.complete(true);
            default -> hearAnswer(line.split(" ", 3));
        }
    }

    private void hearAnswer(String[] words) {
        CompletableFuture<Answer> answer = waiting.get(words[0]);
        if (answer != null) {
            answer.complete(new Answer(words[1].equals(FaultMember.OK), words.length < 3 ? "" : words[2]));
        }
    }

    private void forget() {
        up.complete(false);
        ready.complete(false);
        waiting.values().forEach(answer -> answer.complete(Answer.unknown(ENDED)));
    }

    private void await(CompletableFuture<Boolean> moment) {
        try {
            if (!moment.get(START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(process + " did not start:\n" + process.logTail(LOG_LINES));
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(process + " does not start:\n" + process.logTail(LOG_LINES), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
