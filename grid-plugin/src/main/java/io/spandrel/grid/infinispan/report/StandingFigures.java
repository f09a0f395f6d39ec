package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.MissingMember;
import io.spandrel.grid.infinispan.consistency.ExpectedTopology;
import io.spandrel.grid.infinispan.drain.MemberDrain;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.TypeIds;
import io.spandrel.grid.infinispan.takeover.SilentMembers;
import io.spandrel.grid.infinispan.view.FailureDetector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/**
 * {@link MemberStanding} as it travels. Moments are ages, because members' clocks differ.
 *
 * @param state ordinal of the state
 * @param missing names of members that are missing
 * @param missingMillis for how long each has been; negative: it was never seen
 */
@ProtoTypeId(TypeIds.STANDING)
public record StandingFigures(
        @ProtoField(1) int state,
        @ProtoField(2) List<String> suspects,
        @ProtoField(3) List<String> missing,
        @ProtoField(4) List<Long> missingMillis,
        @ProtoField(5) int initialClusterSize,
        @ProtoField(6) List<String> refusing) {

    private static final MemberStanding.State[] STATES = MemberStanding.State.values();

    @ProtoFactory
    public StandingFigures {}

    static StandingFigures of(LocalMember member) {
        Map<String, Long> missing = missing(member);
        return new StandingFigures(
                state(member).ordinal(),
                suspects(member),
                List.copyOf(missing.keySet()),
                List.copyOf(missing.values()),
                Math.max(0, member.configuration().transport().initialClusterSize()),
                member.caches().running().stream()
                        .filter(StandingFigures::refuses)
                        .map(CacheSide::cacheName)
                        .toList());
    }

    private static MemberStanding.State state(LocalMember member) {
        return switch (member.component(MemberDrain.class).figures().state()) {
            case DRAINING -> MemberStanding.State.DRAINING;
            case DRAINED -> MemberStanding.State.DRAINED;
            case RETURNING -> MemberStanding.State.JOINING;
            case IDLE, FAILED -> member.caches().joining() ? MemberStanding.State.JOINING : MemberStanding.State.READY;
        };
    }

    private static List<String> suspects(LocalMember member) {
        return member.peers().others().stream()
                .filter(other -> member.component(SilentMembers.class).silent(other)
                        || FailureDetector.suspects(member.peers().transport(), other))
                .map(member.identities()::name)
                .toList();
    }

    /* Who left is known with the time; who counts in majorities may have left before this member came. */
    private static Map<String, Long> missing(LocalMember member) {
        Map<String, Long> missing = new LinkedHashMap<>(member.missing().ages());
        for (CacheSide side : member.caches().running()) {
            ExpectedTopology expected = side.find(ExpectedTopology.class);
            if (expected != null) {
                expected.counted().forEach((address, name) -> {
                    if (!member.peers().view().contains(address)
                            && !member.missing().knows(address)) {
                        missing.putIfAbsent(name, -1L);
                    }
                });
            }
        }
        List<Address> view = member.peers().view();
        view.forEach(present -> missing.remove(member.identities().name(present)));
        return missing;
    }

    private static boolean refuses(CacheSide side) {
        ExpectedTopology expected = side.find(ExpectedTopology.class);
        return expected != null && !expected.obstacles().isEmpty();
    }

    public MemberStanding standing(Instant now) {
        List<MissingMember> members = new ArrayList<>();
        for (int i = 0; i < missing.size(); i++) {
            long age = missingMillis.get(i);
            members.add(new MissingMember(missing.get(i), age < 0 ? null : now.minusMillis(age)));
        }
        MemberStanding.State known = state >= 0 && state < STATES.length ? STATES[state] : MemberStanding.State.UNKNOWN;
        return new MemberStanding(known, suspects, members, initialClusterSize, refusing);
    }
}
