package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.infinispan.antientropy.OwnContents.Began;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** All owners of these segments hold the same; and of those, some of us have forgotten deletes. */
@ProtoTypeId(TypeIds.AGREED_COMMAND)
final class AgreedCommand extends ContentsCommand {

    /** By which the receiver knows the comparison. */
    @ProtoField(3)
    final long moment;

    @ProtoField(4)
    final List<Integer> agreed;

    /** Up to which version the receiver had forgotten deletes of each, when the comparison began. */
    @ProtoField(5)
    final List<Long> forgottenThere;

    @ProtoField(6)
    final List<Integer> forgotten;

    /** Up to which version deletes of each were forgotten. */
    @ProtoField(7)
    final List<Long> forgottenUpTo;

    @ProtoFactory
    AgreedCommand(
            String cache,
            int topologyId,
            long moment,
            List<Integer> agreed,
            List<Long> forgottenThere,
            List<Integer> forgotten,
            List<Long> forgottenUpTo) {
        super(cache, topologyId);
        this.moment = moment;
        this.agreed = agreed;
        this.forgottenThere = forgottenThere;
        this.forgotten = forgotten;
        this.forgottenUpTo = forgottenUpTo;
    }

    @Override
    public CompletionStage<?> answer(OwnContents contents) {
        contents.agreed(agreed, new Began(moment, forgottenThere));
        for (int i = 0; i < forgotten.size(); i++) {
            contents.forgottenElsewhere(forgotten.get(i), forgottenUpTo.get(i));
        }
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public String toString() {
        return "AgreedCommand{cache=" + cache + ", " + agreed.size() + " segments agreed, deletes of "
                + forgotten.size() + " forgotten}";
    }
}
