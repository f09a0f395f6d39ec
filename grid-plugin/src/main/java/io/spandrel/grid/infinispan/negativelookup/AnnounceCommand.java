package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.infinispan.member.TypeIds;
import io.spandrel.grid.negativelookup.Announcement;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** These keys are new; do you have them in your copies now? */
@ProtoTypeId(TypeIds.ANNOUNCE_COMMAND)
final class AnnounceCommand extends FilterCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final long session;

    @ProtoField(3)
    final long sequence;

    @ProtoField(4)
    final int[] segments;

    @ProtoField(5)
    final long[] hashes;

    @ProtoField(6)
    final int[] ended;

    @ProtoFactory
    AnnounceCommand(String cache, long session, long sequence, int[] segments, long[] hashes, int[] ended) {
        this.cache = cache;
        this.session = session;
        this.sequence = sequence;
        this.segments = segments;
        this.hashes = hashes;
        this.ended = ended;
    }

    static AnnounceCommand of(String cache, Announcement announcement) {
        return new AnnounceCommand(
                cache,
                announcement.session(),
                announcement.sequence(),
                announcement.segments(),
                announcement.hashes(),
                announcement.ended());
    }

    @Override
    String cache() {
        return cache;
    }

    @Override
    Object answer(Subscriptions subscriptions, Address sender) {
        return subscriptions.copies().announce(sender, new Announcement(session, sequence, segments, hashes, ended));
    }
}
