package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.negativelookup.VirtualTime;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Carries calls between members: late, out of order, twice, or not at all. */
final class Network {

    static final long MILLI = 1_000_000;
    static final long CALL_TIMEOUT = 300 * MILLI;

    private final VirtualTime time;
    private final Random random;
    private final Set<Link> cut = new HashSet<>();
    private double loss = 0.01;

    private record Link(Id from, Id to) {}

    Network(VirtualTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    void cut(Id from, Id to) {
        cut.add(new Link(from, to));
    }

    void loss(double share) {
        loss = share;
    }

    void heal() {
        cut.clear();
        loss = 0;
    }

    boolean reaches(Id from, Id to) {
        return !cut.contains(new Link(from, to));
    }

    /** Calls another member, which may carry the call out twice; fails if no answer comes back in time. */
    <T> CompletableFuture<T> call(
            SimulatedMember from, SimulatedMember to, Function<SimulatedMember, CompletableFuture<T>> handler) {
        return call(from, to, true, CALL_TIMEOUT, handler);
    }

    <T> CompletableFuture<T> call(
            SimulatedMember from,
            SimulatedMember to,
            boolean mayRepeat,
            long timeout,
            Function<SimulatedMember, CompletableFuture<T>> handler) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        int caller = from.generation();
        Runnable carryOut = () -> {
            int callee = to.generation();
            handler.apply(to).whenComplete((reply, failure) -> {
                if (callee == to.generation()) {
                    send(
                            to,
                            from,
                            false,
                            () -> from.deliver(caller, () -> {
                                if (failure == null) {
                                    answer.complete(reply);
                                } else {
                                    answer.completeExceptionally(failure);
                                }
                            }));
                }
            });
        };
        send(from, to, mayRepeat, () -> to.deliver(carryOut));
        from.after(timeout, () -> answer.completeExceptionally(new IllegalStateException("no answer from " + to.id)));
        return answer;
    }

    private void send(SimulatedMember from, SimulatedMember to, boolean mayRepeat, Runnable arrival) {
        if (from == to) {
            time.after(1, arrival);
            return;
        }
        int copies = mayRepeat && random.nextInt(50) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= loss) {
                time.after(latency(), () -> {
                    if (reaches(from.id, to.id)) {
                        arrival.run();
                    }
                });
            }
        }
    }

    private long latency() {
        return switch (random.nextInt(100)) {
            case 0 -> random.nextInt((int) (1_500 * MILLI));
            case 1, 2, 3, 4 -> random.nextInt((int) (100 * MILLI));
            default -> 100_000 + random.nextInt((int) (2 * MILLI));
        };
    }
}
