package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.WriteException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import io.spandrel.grid.infinispan.consistency.WriteRounds.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** What callers are told of writes that were not acknowledged: who has it, who has not, and why. Thread-safe. */
final class WriteProblems {

    private final Function<Address, String> names;

    /**
     * @param names members' names
     */
    WriteProblems(Function<Address, String> names) {
        this.names = names;
    }

    /**
     * Too few owners can be reached: it was not sent.
     *
     * @param obstacles who stands in the way, whatever the segment, and why
     */
    WriteException unavailable(Write write, ExpectedOwners<Address> all, Map<Address, String> obstacles) {
        Map<String, String> missing = new HashMap<>();
        obstacles.forEach((member, reason) -> missing.put(names.apply(member), reason));
        Collection<Address> present = write.owners();
        all.all().stream()
                .filter(owner -> !present.contains(owner))
                .forEach(owner -> missing.putIfAbsent(names.apply(owner), "cannot be reached"));
        return exception(write, write.repeated(), List.of(), missing);
    }

    /** Too few owners have acknowledged it. */
    WriteException unfinished(
            Write write,
            ExpectedOwners<Address> all,
            Set<Address> acknowledged,
            RoundAnswers answers,
            Outcome outcome) {
        Map<String, String> missing = new HashMap<>();
        List<String> have = new ArrayList<>();
        for (Address owner : all.all()) {
            if (acknowledged.contains(owner)) {
                have.add(names.apply(owner));
            } else {
                missing.put(names.apply(owner), answers.reason(owner));
            }
        }
        have.remove(names.apply(write.self()));
        return exception(write, outcome == Outcome.UNKNOWN || write.repeated(), have, missing);
    }

    /** Owners hold something newer each time that it is sent to them: it may have been seen before that. */
    WriteException overtaken(Write write, ExpectedOwners<Address> all) {
        Map<String, String> missing = new HashMap<>();
        all.all().stream()
                .filter(owner -> !owner.equals(write.self()))
                .forEach(owner -> missing.put(names.apply(owner), "was written to by another primary"));
        return exception(write, true, List.of(), missing);
    }

    /** The primary did not answer a write that another member passed on to it: what has become of it is not known. */
    WriteException primaryDidNotAnswer(Object key, ConsistencyLevel asked, Address primary, @Nullable String reason) {
        return new WriteUnknownException(
                key,
                Version.NONE,
                asked,
                List.of(),
                Map.of(names.apply(primary), reason == null ? "did not answer" : reason));
    }

    /** It was on its way to its primary for so long that who sent it has given it up, or is about to. */
    WriteException late(Object key, ConsistencyLevel asked, Address primary, Duration age) {
        return new WriteNotDoneException(
                key,
                Version.NONE,
                asked,
                List.of(),
                Map.of(names.apply(primary), "got it " + age.toMillis() + "ms after it was sent"));
    }

    /* What was sent in another topology may have reached somebody there. */
    private static WriteException exception(
            Write write, boolean unknown, List<String> acknowledged, Map<String, String> missing) {
        return unknown
                ? new WriteUnknownException(write.key(), write.version(), write.level(), acknowledged, missing)
                : new WriteNotDoneException(write.key(), write.version(), write.level(), acknowledged, missing);
    }
}
