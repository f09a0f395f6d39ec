package io.spandrel.it.faults.workload;

import io.spandrel.it.faults.cluster.Answer;
import io.spandrel.it.faults.cluster.RemoteMember;
import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.Operation;
import io.spandrel.it.faults.member.MemberCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes one call after the other until it is told to end. One thread runs it. */
abstract class Client implements Runnable {

    private final int number;
    private final Clients all;
    private final List<Integer> members;
    protected final Random random;

    /** @param members through which it goes, a random one for each call */
    Client(int number, Clients all, List<Integer> members, long seed) {
        this.number = number;
        this.all = all;
        this.members = new ArrayList<>(members);
        this.random = new Random(seed * 1_000 + number);
    }

    /** One step: a call or some that belong together. */
    abstract void step();

    @Override
    public final void run() {
        long next = System.nanoTime();
        while (!all.ended()) {
            step();
            next = Math.max(next + all.pace().intervalMillis() * 1_000_000, System.nanoTime() - 1_000_000);
            while (!all.ended() && next - System.nanoTime() > 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    int number() {
        return number;
    }

    Clients all() {
        return all;
    }

    /** Reads; null if nothing is there or nothing is known, which the second tells from the first. */
    final Read read(String key) {
        Operation operation = call(Action.READ, key, null, null, "get " + key);
        return new Read(operation != null && operation.known(), operation == null ? null : operation.answer());
    }

    /** Calls a member that lives, and records the call; null if none lives. */
    final @Nullable Operation call(
            Action action, String key, @Nullable String argument, @Nullable String expected, String command) {
        RemoteMember member = all.cluster().member(members.get(random.nextInt(members.size())));
        if (!member.alive()) {
            return null;
        }
        long invoked = all.now();
        Answer answer = member.call(command, all.pace().deadlineMillis());
        Operation operation = new Operation(
                number,
                member.name(),
                action,
                key,
                argument,
                expected,
                invoked,
                all.now(),
                answer.known(),
                answer.known() ? value(answer.text()) : null);
        all.record(operation, answer);
        return operation;
    }

    private static @Nullable String value(String text) {
        return text.equals(MemberCommands.NONE) ? null : text;
    }

    static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /**
     * What a read answered.
     *
     * @param known whether it was answered
     */
    record Read(boolean known, @Nullable String value) {}
}
