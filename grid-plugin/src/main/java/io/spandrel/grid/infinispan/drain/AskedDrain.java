package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainException;
import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** The drain of another member. Thread-safe. */
public final class AskedDrain implements Drain {

    /** A member that has been asked asks the coordinator in turn, and waits for it as long as {@link Shares} does. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final LocalMember member;
    private final Address drained;
    private final String name;

    public AskedDrain(LocalMember member, Address drained, String name) {
        this.member = member;
        this.drained = drained;
        this.name = name;
    }

    @Override
    public CompletionStage<DrainPlan> plan() {
        return ask(DrainRequest.to(DrainRequest.PLAN))
                .thenApply(reply -> new DrainPlan(name, DrainFigures.caches(reply.caches())));
    }

    @Override
    public CompletionStage<Void> begin(Redundancy redundancy, Duration timeout) {
        return ask(DrainRequest.begin(redundancy, timeout)).thenApply(begun -> null);
    }

    @Override
    public CompletionStage<DrainReport> report() {
        return ask(DrainRequest.to(DrainRequest.REPORT))
                .thenApply(reply -> reply.report().report());
    }

    @Override
    public CompletionStage<Void> cancel() {
        return ask(DrainRequest.to(DrainRequest.CANCEL)).thenApply(begun -> null);
    }

    private CompletionStage<DrainRequest.Reply> ask(DrainRequest request) {
        return member.peers()
                .ask(List.of(drained), request, DrainRequest.Reply.class, PATIENCE)
                .thenApply(answers -> done(answered(answers.get(drained))));
    }

    private DrainRequest.Reply answered(@Nullable Answer<DrainRequest.Reply> answer) {
        if (answer == null || answer.value() == null) {
            String reason = answer == null || answer.failure() == null ? "it has left" : answer.failure();
            throw new DrainException(name, reason);
        }
        return answer.value();
    }

    private static DrainRequest.Reply done(DrainRequest.Reply reply) {
        if (reply.failure() != null) {
            throw new DrainException(reply.failure());
        }
        return reply;
    }
}
