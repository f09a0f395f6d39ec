package io.spandrel.grid.infinispan.view;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.infinispan.remoting.transport.Address;

/**
 * How long it takes from this member to each other and back, measured while somebody asks and not otherwise. Asking waits for nothing:
 * it tells the last measurement and begins the next. Thread-safe.
 */
public final class RoundTrips {

    /*
     * One question to each other member, at most once in the pause whoever asks how often. The question waits for no lock and no store, and
     * passes by flow control, so it takes what the network and the two members' threads take. What is older than a while is not told:
     * nobody has asked meanwhile.
     */
    static final Duration PAUSE = Duration.ofSeconds(4);

    /** Who does not answer within that has not answered. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration TOLD = Duration.ofMinutes(1);

    /** Sends the question to a member; completes with whether it has answered, and never exceptionally. */
    public interface Question {
        CompletionStage<Boolean> ask(Address to, Duration patience);
    }

    /** @param nanos negative: no answer */
    private record Measured(long at, long nanos) {}

    private final Question question;
    private final LongSupplier nanoTime;
    private final Map<Address, Measured> measured = new ConcurrentHashMap<>();
    private long begun;
    private boolean ever;

    public RoundTrips(Question question, LongSupplier nanoTime) {
        this.question = question;
        this.nanoTime = nanoTime;
    }

    /**
     * The last round trips in milliseconds, negative for a member that has not answered, without those not measured yet.
     *
     * @param others the other members of the view
     */
    public Map<Address, Double> look(List<Address> others) {
        long now = nanoTime.getAsLong();
        measured.keySet().retainAll(others);
        measured.values().removeIf(one -> now - one.at() > TOLD.toNanos());
        Map<Address, Double> told = new LinkedHashMap<>();
        for (Address other : others) {
            Measured last = measured.get(other);
            if (last != null) {
                told.put(other, last.nanos() < 0 ? -1 : last.nanos() / 1e6);
            }
        }
        if (due(now)) {
            List.copyOf(others).forEach(this::measure);
        }
        return told;
    }

    private synchronized boolean due(long now) {
        if (ever && now - begun < PAUSE.toNanos()) {
            return false;
        }
        ever = true;
        begun = now;
        return true;
    }

    private void measure(Address other) {
        long asked = nanoTime.getAsLong();
        question.ask(other, PATIENCE).thenAccept(answered -> {
            long now = nanoTime.getAsLong();
            measured.put(other, new Measured(now, answered ? now - asked : -1));
        });
    }
}
