package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.LocalTopologyManager;
import org.jspecify.annotations.Nullable;

/** What this member is to own of its caches: asks the coordinator for it, whoever that is. Thread-safe. */
public final class Shares {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalMember member;
    private final @Nullable LocalTopologyManager topologies;

    public Shares(LocalMember member, @Nullable LocalTopologyManager topologies) {
        this.member = member;
        this.topologies = topologies;
    }

    /** Asks how things stand, and changes nothing. */
    CompletionStage<Answers> look(List<DrainedCache> caches) {
        return CompletableFuture.completedFuture(caches).thenCompose(asked -> {
            joined();
            return send(asked, cache -> DrainCommand.Wish.none(cache.name()));
        });
    }

    /** Asks for what {@code wish} says of each cache, now and of every coordinator to come. */
    CompletionStage<Answers> ask(List<DrainedCache> caches, Function<DrainedCache, DrainCommand.Wish> wish) {
        return CompletableFuture.completedFuture(caches).thenCompose(asked -> {
            JoinedCapacity joined = joined();
            if (joined != null) {
                asked.forEach(
                        cache -> joined.set(cache.name(), wish.apply(cache).factor()));
            }
            return send(asked, wish);
        });
    }

    /* Looked up by the preflight too, so that a drain is not begun that Infinispan does not let happen. */
    private @Nullable JoinedCapacity joined() {
        return topologies == null ? null : new JoinedCapacity(topologies);
    }

    private CompletionStage<Answers> send(List<DrainedCache> caches, Function<DrainedCache, DrainCommand.Wish> wish) {
        DrainCommand command = new DrainCommand(caches.stream().map(wish).toList());
        Address coordinator = member.peers().coordinator();
        if (coordinator.equals(member.peers().self())) {
            return command.answer(member).thenApply(reply -> Answers.of(reply, ""));
        }
        return member.peers()
                .ask(List.of(coordinator), command, DrainCommand.Reply.class, PATIENCE)
                .thenApply(answers -> {
                    Answer<DrainCommand.Reply> answer = answers.get(coordinator);
                    return answer == null || answer.value() == null
                            ? Answers.of(new DrainCommand.Reply(List.of()), silence(coordinator, answer))
                            : Answers.of(answer.value(), "");
                });
    }

    private String silence(Address coordinator, @Nullable Answer<DrainCommand.Reply> answer) {
        String reason = answer == null || answer.failure() == null ? "has left" : answer.failure();
        return "'" + member.identities().name(coordinator) + "' " + reason;
    }

    /**
     * @param grants by cache; those that the coordinator did not answer about are missing
     * @param silence why it has not answered; empty if it has
     */
    record Answers(Map<String, DrainCommand.Grant> grants, String silence) {

        private static Answers of(DrainCommand.Reply reply, String silence) {
            return new Answers(
                    reply.grants().stream().collect(Collectors.toMap(DrainCommand.Grant::cache, grant -> grant)),
                    silence);
        }

        DrainCommand.@Nullable Grant of(DrainedCache cache) {
            return grants.get(cache.name());
        }

        /** Whether the coordinator agrees that the cache has this factor. */
        boolean agree(DrainedCache cache, float factor) {
            DrainCommand.Grant grant = of(cache);
            return grant != null && grant.known() && grant.factor() == factor;
        }
    }
}
