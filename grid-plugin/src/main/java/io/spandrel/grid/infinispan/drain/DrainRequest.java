package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** Let yourself be drained, or tell what that would mean, or how it stands. */
@ProtoTypeId(TypeIds.DRAIN_REQUEST)
final class DrainRequest extends MemberCommand {

    static final String PLAN = "plan";
    static final String BEGIN = "begin";
    static final String REPORT = "report";
    static final String CANCEL = "cancel";

    @ProtoField(1)
    final String what;

    /** Name of a {@link Redundancy}; empty unless it begins. */
    @ProtoField(2)
    final String redundancy;

    @ProtoField(3)
    final long timeoutMillis;

    @ProtoFactory
    DrainRequest(String what, String redundancy, long timeoutMillis) {
        this.what = what;
        this.redundancy = redundancy;
        this.timeoutMillis = timeoutMillis;
    }

    static DrainRequest to(String what) {
        return new DrainRequest(what, "", 0);
    }

    static DrainRequest begin(Redundancy redundancy, Duration timeout) {
        return new DrainRequest(BEGIN, redundancy.name(), timeout.toMillis());
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return carryOut(member.component(MemberDrain.class)).handle((plan, failure) -> {
            List<DrainFigures.Part> parts = plan == null ? List.of() : DrainFigures.parts(plan.caches());
            String reason = failure == null
                    ? null
                    : String.valueOf(
                            CompletableFutures.extractException(failure).getMessage());
            return new Reply(DrainFigures.of(member.component(MemberDrain.class).figures()), parts, reason);
        });
    }

    private CompletionStage<@Nullable DrainPlan> carryOut(MemberDrain drain) {
        return switch (what) {
            case PLAN -> drain.plan().thenApply(plan -> plan);
            case BEGIN ->
                drain.begin(Redundancy.valueOf(redundancy), Duration.ofMillis(timeoutMillis))
                        .thenApply(begun -> null);
            case CANCEL -> {
                drain.cancel();
                yield CompletableFuture.completedFuture(null);
            }
            default -> CompletableFuture.completedFuture(null);
        };
    }

    @Override
    public String toString() {
        return "DrainRequest{" + what + '}';
    }

    /**
     * @param caches the plan's, if that was asked for
     * @param failure why it was not done; null: it was
     */
    @ProtoName("DrainRequestReply")
    @ProtoTypeId(TypeIds.DRAIN_REQUEST_REPLY)
    record Reply(
            @ProtoField(1) DrainFigures report,
            @ProtoField(2) List<DrainFigures.Part> caches,
            @ProtoField(3) @Nullable String failure) {

        @ProtoFactory
        Reply {}
    }
}
