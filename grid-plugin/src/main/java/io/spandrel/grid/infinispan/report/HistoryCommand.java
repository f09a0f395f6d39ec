package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.MemberHistory;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** How have you been? */
@ProtoTypeId(TypeIds.HISTORY_COMMAND)
public final class HistoryCommand extends MemberCommand {

    @ProtoFactory
    public HistoryCommand() {}

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return CompletableFuture.completedFuture(
                new Reply(member.component(PastMoments.class).moments()));
    }

    /** The last minutes, oldest first. */
    @ProtoName("HistoryReply")
    @ProtoTypeId(TypeIds.HISTORY_REPLY)
    public record Reply(@ProtoField(1) List<Moment> moments) {

        @ProtoFactory
        public Reply {}

        public MemberHistory history(String member) {
            return new MemberHistory(
                    member, true, moments.stream().map(Moment::moment).toList());
        }
    }

    /** {@link MemberHistory.Moment} as it travels. */
    @ProtoName("HistoryMoment")
    @ProtoTypeId(TypeIds.HISTORY_MOMENT)
    record Moment(
            @ProtoField(1) long ageMillis, @ProtoField(2) Figures figures) {

        @ProtoFactory
        Moment {}

        MemberHistory.Moment moment() {
            Map<String, MemberHistory.Counters> counters = new HashMap<>();
            figures.caches().forEach(cache -> counters.put(cache.cache(), cache.counters()));
            return new MemberHistory.Moment(
                    ageMillis, figures.heapUsed(), figures.heapMax(), figures.cpuLoad(), counters);
        }
    }

    /** The part of a moment that does not age. */
    @ProtoName("HistoryFigures")
    @ProtoTypeId(TypeIds.HISTORY_FIGURES)
    public record Figures(
            @ProtoField(1) long heapUsed,
            @ProtoField(2) long heapMax,
            @ProtoField(3) double cpuLoad,
            @ProtoField(4) List<CacheMoment> caches) {

        @ProtoFactory
        public Figures {}
    }

    /** {@link MemberHistory.Counters} and their cache as they travel. */
    @ProtoName("HistoryCache")
    @ProtoTypeId(TypeIds.HISTORY_CACHE)
    record CacheMoment(
            @ProtoField(1) String cache,
            @ProtoField(2) long hits,
            @ProtoField(3) long misses,
            @ProtoField(4) long stores,
            @ProtoField(5) long removes,
            @ProtoField(6) long evictions,
            @ProtoField(7) long entries) {

        @ProtoFactory
        CacheMoment {}

        MemberHistory.Counters counters() {
            return new MemberHistory.Counters(hits, misses, stores, removes, evictions, entries);
        }
    }
}
