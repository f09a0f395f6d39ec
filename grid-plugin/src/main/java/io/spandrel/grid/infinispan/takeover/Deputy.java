package io.spandrel.grid.infinispan.takeover;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.ObjectBytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.LocalTopologyManager;

/**
 * In place of a coordinator that does not answer, has other owners be primary. The deputy is the one that has been in the view for longest
 * of those that answer; it acts when most members of the view do not hear the coordinator (decision 241). Thread-safe.
 */
public final class Deputy {

    private final LocalMember member;
    private final LocalTopologyManager topologies;
    private final ObjectBytes bytes;
    private final Accusations accusations;

    /** The last number given to a topology of each cache; guarded by this. */
    private final Map<String, Integer> numbers = new HashMap<>();

    public Deputy(LocalMember member, LocalTopologyManager topologies, ObjectBytes bytes, LongSupplier nanoTime) {
        this.member = member;
        this.topologies = topologies;
        this.bytes = bytes;
        this.accusations = new Accusations(nanoTime);
    }

    /** A member has not answered another one, and whoever said so takes this one for the deputy, or wants it to find out. */
    void hear(Address suspect, Address accuser, List<String> caches) {
        Address coordinator = member.peers().coordinator();
        if (suspect.equals(coordinator)) {
            accusations.add(coordinator, accuser);
        }
        if (!member.component(SilentMembers.class).silent(coordinator)) {
            caches.forEach(cache -> member.component(SilentMembers.class).suspect(coordinator, cache));
        } else if (isDeputy()
                && 2 * accusations.count(coordinator) > member.peers().view().size()) {
            member.runBlocking(() -> caches.forEach(cache -> replace(cache, suspect, accuser)), Duration.ZERO);
        } else if (isSelf(accuser)) {
            TakeoverCommand question = TakeoverCommand.of(coordinator, caches);
            answering()
                    .filter(other -> !isSelf(other))
                    .forEach(other -> member.peers().tell(other, question));
        }
    }

    private boolean isDeputy() {
        return answering().findFirst().filter(this::isSelf).isPresent();
    }

    private Stream<Address> answering() {
        return member.peers().view().stream()
                .filter(other -> !member.component(SilentMembers.class).silent(other));
    }

    private boolean isSelf(Address other) {
        return other.equals(member.peers().self());
    }

    private synchronized void replace(String cache, Address suspect, Address accuser) {
        List<Address> view = member.peers().view();
        CacheTopology now = topologies.getCacheTopology(cache);
        if (now == null
                || now.getPhase() != CacheTopology.Phase.NO_REBALANCE
                || topologies.getCacheAvailability(cache) != AvailabilityMode.AVAILABLE
                || !view.containsAll(now.getActualMembers())) {
            return;
        }
        Set<Address> silent =
                new HashSet<>(member.component(SilentMembers.class).silent());
        silent.add(suspect);
        OtherPrimaries.of(now.getCurrentCH(), silent).ifPresent(others -> {
            int last = Math.max(now.getTopologyId(), numbers.getOrDefault(cache, 0));
            int number = DeputyNumbers.next(last, view.indexOf(member.peers().self()));
            numbers.put(cache, number);
            announce(new DeputyCommand(
                    cache, (int) member.peers().viewId(), bytes.write(Takeover.successor(now, number, others))));
            member.component(Takeover.class).record(cache, suspect, accuser);
        });
    }

    private void announce(DeputyCommand command) {
        member.peers().others().forEach(other -> member.peers().tell(other, command));
        command.answer(member);
    }

    /** Takes over a topology that a deputy has made known; the coordinator itself goes on from it. */
    CompletionStage<Void> install(String cache, int viewId, byte[] written) {
        CacheTopology topology = (CacheTopology) bytes.read(written);
        if (member.peers().coordinates()) {
            return member.supplyBlocking(() -> {
                if (member.peers().viewId() == viewId) {
                    member.component(Takeover.class).goOnFrom(cache, topology);
                }
                return null;
            });
        }
        return topologies.handleTopologyUpdate(
                cache,
                topology,
                AvailabilityMode.AVAILABLE,
                viewId,
                member.peers().coordinator());
    }
}
