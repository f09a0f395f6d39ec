package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.Setting;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Asks every member for its details, each by itself, so that the time of each answer is known. */
public final class MemberDetails {

    private static final double NANOS = 1e6;

    private final LocalMember member;
    private final LongSupplier nanos;

    public MemberDetails(LocalMember member, LongSupplier nanos) {
        this.member = member;
        this.nanos = nanos;
    }

    public CompletionStage<List<MemberDetail>> ask(Duration timeout) {
        List<CompletionStage<MemberDetail>> asked = new ArrayList<>();
        for (Address address : member.peers().view()) {
            asked.add(address.equals(member.peers().self()) ? own() : ask(address, timeout));
        }
        return CompletionStages.allOf(asked.toArray(CompletionStage[]::new))
                .thenApply(nothing -> asked.stream().map(CompletionStages::join).toList());
    }

    private CompletionStage<MemberDetail> own() {
        return new DetailCommand().answer(member).thenApply(reply -> detail(member.name(), 0, 0, reply));
    }

    /* A clock's offset is told against the middle of the round trip, as NTP does. */
    private CompletionStage<MemberDetail> ask(Address address, Duration timeout) {
        long began = member.clock().millis();
        long beganNanos = nanos.getAsLong();
        return member.peers()
                .ask(List.of(address), new DetailCommand(), DetailCommand.Reply.class, timeout)
                .thenApply(answers -> {
                    double roundTrip = (nanos.getAsLong() - beganNanos) / NANOS;
                    Answer<DetailCommand.Reply> answer = answers.get(address);
                    DetailCommand.@Nullable Reply reply = answer == null ? null : answer.value();
                    String name = member.identities().name(address);
                    return reply == null
                            ? MemberDetail.unanswered(name)
                            : detail(name, roundTrip, reply.now() - (began + roundTrip / 2), reply);
                });
    }

    private MemberDetail detail(
            String name, double roundTripMillis, double clockOffsetMillis, DetailCommand.Reply reply) {
        boolean connected = member.peers().connected();
        return new MemberDetail(
                name,
                true,
                roundTripMillis,
                clockOffsetMillis,
                new MemberDetail.Runtime(
                        reply.javaVersion(),
                        reply.processors(),
                        reply.threadsPeak(),
                        reply.collectors().stream()
                                .map(collector -> new MemberDetail.Collector(
                                        collector.name(),
                                        collector.collections(),
                                        collector.totalMillis(),
                                        collector.lastMillis()))
                                .toList()),
                connected
                        ? new MemberDetail.View(reply.viewId(), reply.viewMembers(), since(reply.viewMillis()))
                        : null,
                connected ? new MemberDetail.Retransmits(reply.asked(), reply.askedFor(), reply.sent()) : null,
                roundTrips(reply),
                reply.settings().stream()
                        .map(sent -> new MemberDetail.CacheSetting(
                                sent.cache(),
                                new Setting(sent.element(), sent.attribute(), sent.value(), sent.origin())))
                        .toList());
    }

    private @Nullable Instant since(long millis) {
        return millis < 0 ? null : member.clock().instant().minusMillis(millis);
    }

    private static List<MemberDetail.RoundTrip> roundTrips(DetailCommand.Reply reply) {
        return IntStream.range(0, reply.tripTo().size())
                .mapToObj(i -> new MemberDetail.RoundTrip(
                        reply.tripTo().get(i), reply.tripMillis().get(i)))
                .toList();
    }
}
