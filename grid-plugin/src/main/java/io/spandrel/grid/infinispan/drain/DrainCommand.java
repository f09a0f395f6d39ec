package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Give me this much of these caches; goes to the coordinator of the view. */
@ProtoTypeId(TypeIds.DRAIN_COMMAND)
final class DrainCommand extends MemberCommand {

    @ProtoField(1)
    final List<Wish> wishes;

    @ProtoFactory
    DrainCommand(List<Wish> wishes) {
        this.wishes = wishes;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        Address from = origin() == null ? member.peers().self() : origin();
        return member.supplyBlocking(() -> {
            CapacityFactors factors = member.component(CapacityFactors.class);
            return new Reply(wishes.stream()
                    .map(wish -> Grant.of(wish.cache(), wish.carryOut(factors, from)))
                    .toList());
        });
    }

    @Override
    public String toString() {
        return "DrainCommand" + wishes;
    }

    /**
     * @param factor the capacity factor wanted; negative: as it is
     * @param others how many others must own anything for the wish to be granted
     */
    @ProtoName("DrainWish")
    @ProtoTypeId(TypeIds.DRAIN_WISH)
    record Wish(
            @ProtoField(1) String cache,
            @ProtoField(2) float factor,
            @ProtoField(3) int others) {

        @ProtoFactory
        Wish {}

        /** To be told how things stand, without any change. */
        static Wish none(String cache) {
            return new Wish(cache, -1, 0);
        }

        private CapacityFactors.@Nullable Standing carryOut(CapacityFactors factors, Address from) {
            return factor < 0 ? factors.standing(cache, from) : factors.set(cache, from, factor, others);
        }
    }

    /**
     * @param known whether the coordinator knows the member in that cache; the rest is empty if not
     * @param factor the member's factor now
     * @param others how many others own anything
     * @param rebalancing whether entries are allowed to move
     */
    @ProtoName("DrainGrant")
    @ProtoTypeId(TypeIds.DRAIN_GRANT)
    record Grant(
            @ProtoField(1) String cache,
            @ProtoField(2) boolean known,
            @ProtoField(3) float factor,
            @ProtoField(4) int others,
            @ProtoField(5) boolean rebalancing) {

        @ProtoFactory
        Grant {}

        static Grant of(String cache, CapacityFactors.@Nullable Standing standing) {
            return standing == null
                    ? new Grant(cache, false, 0, 0, false)
                    : new Grant(cache, true, standing.factor(), standing.others(), standing.rebalancing());
        }
    }

    /** The grants, in the order of the wishes. */
    @ProtoName("DrainReply")
    @ProtoTypeId(TypeIds.DRAIN_REPLY)
    record Reply(@ProtoField(1) List<Grant> grants) {

        @ProtoFactory
        Reply {}
    }
}
