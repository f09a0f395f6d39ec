package io.spandrel.grid.consistency.simulation;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import io.spandrel.grid.consistency.simulation.Operation.Kind;
import io.spandrel.grid.consistency.simulation.PrimaryOperations.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What users do, what they were told, and whether that can be. */
final class Workload {

    /* Keys from here on hold values that expire. */
    private static final int EXPIRING = 6;

    private final SimulatedCluster cluster;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Long, Operation> writers = new HashMap<>();
    private final long[] lastFound = new long[SimulatedCluster.KEYS];
    private final List<String> wrong = new ArrayList<>();
    private long ticks;
    private long values;

    Workload(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    long done() {
        return operations.stream().filter(operation -> operation.done).count();
    }

    void operate() {
        SimulatedMember member = cluster.anyone();
        int key = cluster.random.nextInt(SimulatedCluster.KEYS);
        int dice = cluster.random.nextInt(200);
        if (dice < 70) {
            read(member, key);
        } else if (dice < 110) {
            change(member, key, null, ++values);
        } else if (dice < 140) {
            change(member, key, null, 0);
        } else if (dice < 199) {
            change(member, key, lastFound[key], ++values);
        } else {
            clear(member, 0);
        }
    }

    private Operation begin(Kind kind, int key, @Nullable Long expected, long value) {
        Operation operation = new Operation(kind, key, expected, value, ++ticks);
        operations.add(operation);
        if (kind != Kind.READ && value != 0) {
            writers.put(value, operation);
        }
        return operation;
    }

    private void read(SimulatedMember member, int key) {
        Operation operation = begin(Kind.READ, key, null, 0);
        long deleted = newestAcknowledged(key);
        member.read(key).thenAccept(state -> {
            operation.found = state.value();
            operation.version = state.digest().version();
            operation.matched = true;
            finish(operation);
            if (state.digest().live()
                    && cluster.level != ConsistencyLevel.ONE
                    && state.digest().version() < deleted) {
                wrong.add("an older version than acknowledged before was read: " + operation);
            }
        });
    }

    private long newestAcknowledged(int key) {
        return operations.stream()
                .filter(operation -> operation.key == key && operation.done && operation.kind != Kind.READ)
                .mapToLong(operation -> operation.matched ? operation.version : 0)
                .max()
                .orElse(0);
    }

    private void change(SimulatedMember member, int key, @Nullable Long expected, long value) {
        if (expected != null && key >= EXPIRING) {
            return;
        }
        Operation operation = begin(expected == null ? Kind.WRITE : Kind.CONDITIONAL, key, expected, value);
        long lifespan = key >= EXPIRING ? 200 + cluster.random.nextInt(300) : 0;
        int segment = SimulatedCluster.segment(key);
        CompletableFuture<Reply> reply = member.callLong(
                member.primary(segment), there -> there.primaries.get(segment).operate(key, expected, value, lifespan));
        reply.thenAccept(answer -> learn(operation, answer));
    }

    private void clear(SimulatedMember member, int segment) {
        List<Operation> parts = new ArrayList<>();
        for (int key = segment; key < SimulatedCluster.KEYS; key += SimulatedCluster.SEGMENTS) {
            parts.add(begin(Kind.WRITE, key, null, 0));
        }
        member.callLong(
                        member.primary(segment),
                        there -> there.primaries.get(segment).clear())
                .thenAccept(answer -> parts.forEach(part -> learn(part, answer)));
    }

    private void learn(Operation operation, Reply reply) {
        operation.version = reply.version();
        operation.refused = reply.outcome() == Outcome.NOT_DONE;
        operation.matched = reply.matched();
        operation.found = reply.found();
        if (reply.outcome() == Outcome.DONE) {
            finish(operation);
        }
    }

    private void finish(Operation operation) {
        operation.returned = ++ticks;
        operation.done = true;
        boolean wrote = operation.kind != Kind.READ && operation.matched;
        lastFound[operation.key] = wrote ? operation.value : operation.found;
        Operation writer = writers.get(operation.found);
        if (writer != null && writer.refused) {
            wrong.add("what was refused shows: " + writer + " in " + operation);
        }
    }

    /* ---- at the end ---- */

    /** All that was wrong, once the owners agree. */
    List<String> wrong() {
        for (int key = 0; key < SimulatedCluster.KEYS; key++) {
            Id owner = cluster.newest(SimulatedCluster.segment(key))
                    .owners()
                    .current()
                    .iterator()
                    .next();
            lastRead(key, cluster.member(owner).tell(key));
        }
        return wrong;
    }

    private void lastRead(int key, State state) {
        Operation last = begin(Kind.READ, key, null, 0);
        last.matched = true;
        last.found = state.value();
        last.version = state.digest().version();
        finish(last);
        if (cluster.level == ConsistencyLevel.ONE || key >= EXPIRING) {
            return;
        }
        List<Operation> history =
                operations.stream().filter(operation -> operation.key == key).toList();
        lost(last, history);
        if (cluster.blockingRepair && !Linearizability.holds(history)) {
            wrong.add("not linearizable: key " + key + "\n  "
                    + String.join(
                            "\n  ", history.stream().map(Operation::toString).toList()));
        }
    }

    private void lost(Operation last, List<Operation> history) {
        Operation newest = null;
        boolean unknown = false;
        for (Operation operation : history) {
            if (operation.kind == Kind.READ) {
                continue;
            }
            if (operation.done && operation.matched && (newest == null || operation.version > newest.version)) {
                newest = operation;
            }
            unknown |= !operation.done && !operation.refused && operation.value == last.found;
        }
        if (newest != null && newest.value != last.found && !unknown) {
            wrong.add("an acknowledged write is lost: " + newest + ", found at last " + last);
        }
    }
}
