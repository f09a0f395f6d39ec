package io.spandrel.it.bench;

import io.spandrel.it.process.FreePorts;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A grid of three processes, of which this one is the first. Used by one thread. */
final class GridOfProcesses implements AutoCloseable {

    private static final int MEMBERS = 3;
    private static final long LIMIT_SECONDS = 90;
    private static final int LOG_LINES = 40;

    private final Path directory;
    private final GridMember member;
    private final List<JavaProcess> others = new ArrayList<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /**
     * @param owners of each key
     * @param element {@code grid:} elements of the cache, or nothing
     */
    GridOfProcesses(int owners, String element) {
        try {
            directory = Files.createTempDirectory("spandrel-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Integer> ports = FreePorts.take(MEMBERS);
        member = new GridMember(ports, 0, owners, element);
        try {
            for (int index = 1; index < MEMBERS; index++) {
                others.add(start(index, ports, owners, element));
            }
            awaitAnswers(GridMemberProcess.READY);
            member.awaitMembers(MEMBERS);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A grid that holds keys 0 up to {@link LocalCaches#KEYS}, each its own value. */
    static GridOfProcesses filled(int owners, String element) {
        GridOfProcesses grid = new GridOfProcesses(owners, element);
        grid.member
                .cache()
                .putAll(IntStream.range(0, LocalCaches.KEYS)
                        .boxed()
                        .collect(Collectors.toMap(Function.identity(), Function.identity())));
        return grid;
    }

    /** This process's member. */
    GridMember member() {
        return member;
    }

    /** Has the other members take copies of all filters that they do not own. */
    void subscribeOthers() {
        others.forEach(other -> other.tell(GridMemberProcess.SUBSCRIBE));
        awaitAnswers(GridMemberProcess.SUBSCRIBED);
    }

    private JavaProcess start(int index, List<Integer> ports, int owners, String element) {
        List<String> arguments = new ArrayList<>(List.of(element, "" + owners, "" + index));
        ports.forEach(port -> arguments.add("" + port));
        return JavaProcess.of(GridMemberProcess.class)
                .jvm("-Xmx512m")
                .arguments(arguments.toArray(String[]::new))
                .start(name(index), directory, answers::add);
    }

    private static String name(int index) {
        return "member-" + (index + 1);
    }

    private void awaitAnswers(String wanted) {
        for (JavaProcess other : others) {
            String answer = answer();
            if (!wanted.equals(answer)) {
                throw new IllegalStateException("not " + wanted + ": " + answer + "\n" + other.logTail(LOG_LINES));
            }
        }
    }

    private String answer() {
        try {
            String answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            return answer == null ? "no answer within " + LIMIT_SECONDS + " s" : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        others.forEach(JavaProcess::end);
        member.close();
        others.forEach(JavaProcess::close);
        try {
            for (int index = 1; index < MEMBERS; index++) {
                Files.deleteIfExists(directory.resolve(name(index) + ".log"));
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
