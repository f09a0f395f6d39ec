package io.spandrel.grid.infinispan.member;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/**
 * Who the members of the view are: their stable names, and what they said of themselves. A member that has not been
 * heard yet goes by its transport's name. Thread-safe.
 */
public final class Identities {

    private final InstantSource clock;
    private final Map<Address, Identity> known = new ConcurrentHashMap<>();

    Identities(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes note of a new view: who is not in it is forgotten. */
    public void view(Collection<Address> members) {
        known.keySet().retainAll(members);
        members.forEach(this::of);
    }

    /** Takes note of what a member said of itself, if it is still there; it keeps its name if {@code name} is empty. */
    void heard(Address member, String name, boolean named, String version) {
        known.computeIfPresent(
                member,
                (address, before) ->
                        new Identity(name.isEmpty() ? before.name() : name, named, before.joinedAt(), version));
    }

    public Identity of(Address member) {
        return known.computeIfAbsent(member, address -> new Identity(address.toString(), false, clock.instant(), null));
    }

    /** A member's name, also of one that has left; does not take note of it. */
    public String name(Address member) {
        Identity identity = known.get(member);
        return identity == null ? member.toString() : identity.name();
    }

    /**
     * @param name the member's name
     * @param named whether the configuration gives the name, so that it stays the same over restarts
     * @param joinedAt when it was first seen in a view
     * @param version Spandrel's version there; null: not heard yet
     */
    public record Identity(
            String name,
            boolean named,
            Instant joinedAt,
            @Nullable String version) {}
}
