package io.spandrel.grid.infinispan.takeover;

import io.spandrel.grid.infinispan.consistency.CacheRounds;
import io.spandrel.grid.infinispan.consistency.Suspects;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.PresenceCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;

/**
 * Asks members that have let this one wait whether they are there, and has others be primary in place of those that do not answer.
 * Thread-safe.
 */
public final class SilentMembers implements Suspects, AutoCloseable {

    /*
     * Who is slow to write may wait for a lock or a store. The question waits for nothing, so who does not answer it, for twice as long
     * as others are waited for, is frozen or cut off from here. The coordinator believes that for a while only (Takeover): it is told again as long as it is so.
     * If it is the coordinator itself, its deputy is told, the next one in the view that answers.
     */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LocalMember member;

    /** Those that are asked, and whether they have not answered the last time. */
    private final Map<Address, Boolean> asked = new ConcurrentHashMap<>();

    private volatile boolean closed;

    public SilentMembers(LocalMember member) {
        this.member = member;
    }

    @Override
    public void suspect(Address suspect, Duration patience) {
        if (asked.putIfAbsent(suspect, false) == null) {
            ask(suspect, patience);
        }
    }

    /** A member may not answer a cache of that name, and is asked as patiently as that is; nobody is asked if none runs here. */
    void suspect(Address suspect, String cache) {
        CacheRounds rounds = member.caches().find(cache, CacheRounds.class);
        if (rounds != null) {
            rounds.suspect(suspect);
        }
    }

    private void ask(Address suspect, Duration patience) {
        PresenceCommand.ask(member.peers(), suspect, patience.multipliedBy(2)).thenAccept(present -> {
            boolean silent = !present;
            asked.put(suspect, silent);
            if (silent) {
                report(suspect);
            }
            again(suspect, patience, silent);
        });
    }

    private void again(Address suspect, Duration patience, boolean silent) {
        if (!closed) {
            member.runBlocking(
                    () -> {
                        if (silent) {
                            ask(suspect, patience);
                        } else {
                            asked.remove(suspect);
                        }
                    },
                    PAUSE);
        }
    }

    private void report(Address silent) {
        List<String> caches = member.caches().running().stream()
                .filter(side -> goesOnWithout(side, silent))
                .map(CacheSide::cacheName)
                .toList();
        if (caches.isEmpty()) {
            return;
        }
        Address self = member.peers().self();
        Address told = member.peers().view().stream()
                .filter(other -> !silent(other))
                .findFirst()
                .orElse(self);
        TakeoverCommand command = TakeoverCommand.of(silent, caches);
        if (told.equals(self)) {
            command.answer(member);
        } else {
            member.peers().tell(told, command);
        }
    }

    /* Also when others are primary by now: the coordinator is to know that it is not over. */
    private boolean goesOnWithout(CacheSide side, Address owner) {
        CacheRounds rounds = side.find(CacheRounds.class);
        LocalizedCacheTopology topology = side.topology();
        return rounds != null && topology != null && rounds.goOnWithout(owner, silent(), topology);
    }

    @Override
    public boolean silent(Address suspect) {
        return asked.getOrDefault(suspect, false);
    }

    /** All of them. */
    Set<Address> silent() {
        return asked.keySet().stream().filter(this::silent).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        closed = true;
    }
}
