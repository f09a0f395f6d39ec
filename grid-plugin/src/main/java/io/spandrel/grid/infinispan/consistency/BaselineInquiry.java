package io.spandrel.grid.infinispan.consistency;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.commons.CacheException;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Has a member that joins a cache count as those do that are there, and tells others what it counts by. Thread-safe. */
public final class BaselineInquiry implements AutoCloseable {

    /*
     * One that knows is enough: those that are there have had the same stable topologies, or merge; and when a merge is over, rounds
     * of both sides count the same owners to come. If nobody knows, all have begun together, as after a stop of the whole cluster.
     * Who has not answered might know, so it is asked again, each time after twice as long, at most after the timeout: giving up
     * would leave this member refusing for ever. With another topology others are there to be asked, and it begins anew.
     */
    private final String cache;
    private final Question question;
    private final KeyBytes bytes;
    private final Timers timers;
    private final Duration timeout;
    private final LongAdder repeated = new LongAdder();

    /** The last one; null: there has been nothing to ask. */
    private volatile @Nullable Asking asking;

    private volatile boolean closed;

    /**
     * @param question asks members for their answers, for at most {@code timeout}
     * @param bytes write what members say of owners
     * @param timeout how long an answer is waited for, and the longest time from one that is missing to the next question
     */
    public BaselineInquiry(String cache, Question question, KeyBytes bytes, Timers timers, Duration timeout) {
        this.cache = cache;
        this.question = question;
        this.bytes = bytes;
        this.timers = timers;
        this.timeout = timeout;
    }

    /** Asks until somebody who knows has answered, or all others that they do not know either. */
    void begin(Asker asker) {
        Asking next = new Asking(asker);
        asking = next;
        next.hurry();
    }

    /** Asks at once if something is still to be asked: there is another topology. */
    void hurry() {
        Asking now = asking;
        if (now != null && !now.over.isDone()) {
            now.hurry();
        }
    }

    /** If it has begun, waits until it is over, at most for the timeout. */
    void await() {
        Asking now = asking;
        if (now == null) {
            return;
        }
        try {
            now.over.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.tracef("Cache '%s' starts without knowing which owners count: %s", cache, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(this.toString(), e);
        }
    }

    /** What this member answers to one that asks. */
    BaselineCommand.Reply reply(@Nullable Baseline baseline) {
        return baseline == null ? BaselineCommand.Reply.UNKNOWN : BaselineCommand.Reply.of(baseline, bytes);
    }

    /** How often members were asked again, because not all had answered. */
    long repeated() {
        return repeated.sum();
    }

    /** The cache stops: nobody is asked any more. */
    @Override
    public void close() {
        closed = true;
        Asking now = asking;
        if (now != null) {
            now.over.complete(null);
        }
    }

    /** Asks other members of the cache. */
    @FunctionalInterface
    public interface Question {

        /** Completes with an answer for each of {@code members}, never exceptionally. */
        CompletionStage<Map<Address, Answer<BaselineCommand.Reply>>> ask(List<Address> members);
    }

    /** Who wants to know it. */
    interface Asker {

        /** The other members of the cache now. */
        List<Address> peers();

        /** One of them counts by this. */
        void inherit(Baseline baseline);

        /** None of them knows. */
        void found();
    }

    /** From the first question until it is known. */
    private final class Asking {

        private final Asker asker;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final long begun = timers.nanoTime();

        /** Guarded by this, like which question is the next one: a question put off is dropped once there is a newer one. */
        private Duration pause = Duration.ZERO;

        private int next;
        private boolean warned;

        Asking(Asker asker) {
            this.asker = asker;
        }

        synchronized void hurry() {
            pause = Duration.ZERO;
            int number = ++next;
            timers.execute(() -> ask(number));
        }

        private void ask(int number) {
            if (isNext(number)) {
                question.ask(asker.peers()).thenAccept(this::answered);
            }
        }

        private synchronized boolean isNext(int number) {
            return number == next && !closed && !over.isDone();
        }

        private void answered(Map<Address, Answer<BaselineCommand.Reply>> answers) {
            List<BaselineCommand.Reply> replies = answers.values().stream()
                    .map(Answer::value)
                    .filter(Objects::nonNull)
                    .toList();
            Optional<BaselineCommand.Reply> known = replies.stream()
                    .filter(BaselineCommand.Reply::known)
                    .max(Comparator.comparingInt(BaselineCommand.Reply::topologyId));
            if (known.isPresent()) {
                asker.inherit(known.get().baseline(bytes));
                over.complete(null);
            } else if (replies.size() == answers.size()) {
                asker.found();
                over.complete(null);
            } else {
                again(answers);
            }
        }

        private synchronized void again(Map<Address, Answer<BaselineCommand.Reply>> answers) {
            repeated.increment();
            if (!warned && timers.nanoTime() - begun >= timeout.toNanos()) {
                warned = true;
                LOG.ownersNotKnown(cache, timeout.toString(), silent(answers));
            }
            pause = longer(pause);
            int number = ++next;
            timers.schedule(() -> ask(number), pause);
        }

        private Duration longer(Duration last) {
            Duration twice = last.isZero() ? ExpectedTopology.LOOK_AGAIN : last.multipliedBy(2);
            return twice.compareTo(timeout) < 0 ? twice : timeout;
        }

        private static List<Address> silent(Map<Address, Answer<BaselineCommand.Reply>> answers) {
            return answers.entrySet().stream()
                    .filter(answer -> answer.getValue().value() == null)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
