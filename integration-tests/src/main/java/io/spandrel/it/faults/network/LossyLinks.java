package io.spandrel.it.faults.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Links of which each one, at any moment, may lose everything, and does so for a share of the time. From its start to its close. */
final class LossyLinks implements AutoCloseable {

    /*
     * A frame at a time would need netem or a packet filter, which many machines lack. So time is cut into slots, each shorter than
     * TCP waits before it sends again, and each link draws anew for each slot: losses come in small bursts, as on radio links.
     */
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<List<Integer>> links;
    private final double share;
    private final BiFunction<List<Integer>, Boolean, String> command;
    private final Map<Integer, BatchCommands> members = new HashMap<>();
    private final Random random;
    private final Thread thread = new Thread(this::run, "lossy-links");
    private final Set<List<Integer>> losing = new HashSet<>();
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param links pairs of sender and receiver
     * @param share of the time in which a link loses what is sent, 0 to 1
     * @param pids of the members' processes
     * @param command what has the sender of a link lose what it sends over it, or not
     */
    LossyLinks(
            List<List<Integer>> links,
            double share,
            long seed,
            Map<Integer, Long> pids,
            BiFunction<List<Integer>, Boolean, String> command) {
        this.links = links;
        this.share = share;
        this.command = command;
        this.random = new Random(seed);
        links.forEach(link ->
                members.computeIfAbsent(link.get(0), member -> new BatchCommands(pids.getOrDefault(member, 0L))));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        while (!ended) {
            drawAll();
            next += SLOT_NANOS;
            pauseUntil(next);
        }
    }

    private void drawAll() {
        Map<Integer, List<String>> commands = new HashMap<>();
        for (List<Integer> link : links) {
            boolean lose = random.nextDouble() < share;
            if (lose ? losing.add(link) : losing.remove(link)) {
                commands.computeIfAbsent(link.get(0), unused -> new ArrayList<>())
                        .add(command.apply(link, lose));
            }
        }
        commands.forEach(this::tell);
    }

    private void tell(int member, List<String> lines) {
        Objects.requireNonNull(members.get(member)).tell(lines);
    }

    private static void pauseUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it; nothing is lost any more. */
    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        losing.forEach(link -> tell(link.get(0), List.of(command.apply(link, false))));
        members.values().forEach(BatchCommands::close);
    }
}
