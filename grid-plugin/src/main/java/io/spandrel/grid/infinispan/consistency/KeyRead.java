package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.infinispan.container.entries.InternalCacheValue;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** One key of a read from several owners: its round, and the copies that were told. Thread-safe. */
public final class KeyRead {

    private final Object key;
    private final ExpectedOwners<Address> owners;
    private final ReadRound<Address> round;
    private final Map<Address, Copy> copies = new ConcurrentHashMap<>();

    private KeyRead(Object key, ExpectedOwners<Address> owners, ConsistencyLevel level, Set<Address> preferred) {
        this.key = key;
        this.owners = owners;
        this.round = new ReadRound<>(owners, level, preferred);
    }

    /**
     * @param info whom Infinispan would read from; a member that is one itself is asked first
     */
    static KeyRead of(
            Object key,
            ExpectedOwners<Address> owners,
            ConsistencyLevel level,
            DistributionInfo info,
            Address self,
            Predicate<Address> reachable) {
        Set<Address> preferred = new LinkedHashSet<>();
        if (info.isReadOwner()) {
            preferred.add(self);
        }
        if (info.primary() != null) {
            preferred.add(info.primary());
        }
        preferred.addAll(info.readOwners());
        preferred.addAll(owners.all());
        List<Address> away = preferred.stream().filter(reachable.negate()).toList();
        away.forEach(preferred::remove);
        preferred.addAll(away);
        return new KeyRead(key, owners, level, preferred);
    }

    /**
     * What was found.
     *
     * @param owners that were to be asked
     * @param told what each owner that was heard holds
     * @param value the newest one; null: the newest state is none
     */
    public record Found(
            ExpectedOwners<Address> owners,
            ReadRound.Result<Address> result,
            Supplier<Map<Address, Digest>> told,
            @Nullable InternalCacheValue<?> value) {}

    Object key() {
        return key;
    }

    ExpectedOwners<Address> owners() {
        return owners;
    }

    ReadRound<Address> round() {
        return round;
    }

    /**
     * An owner has told what it holds.
     *
     * @return whether it came too late, and shows that the owner has to be repaired
     */
    boolean answered(Address owner, Copy copy) {
        copies.put(owner, copy);
        return round.answered(owner, copy.digest());
    }

    /** Owners that have told what they hold. */
    Set<Address> heard() {
        return Set.copyOf(copies.keySet());
    }

    /** What owners have told. */
    Map<Address, Digest> told() {
        Map<Address, Digest> told = new HashMap<>();
        copies.forEach((owner, copy) -> told.put(owner, copy.digest()));
        return told;
    }

    /** A copy with the newest value or a newer state; null: an owner has to be asked for it. */
    @Nullable
    Copy newest(ReadRound.Result<Address> result) {
        for (Copy copy : copies.values()) {
            if (!result.newest().newerThan(copy.digest())
                    && (copy.value() != null || !copy.digest().live())) {
                return copy;
            }
        }
        return null;
    }

    /** Who is said to have the newest value, and has not failed to show it. */
    List<Address> holders(ReadRound.Result<Address> result, Set<Address> failed) {
        List<Address> holders = new ArrayList<>();
        for (Address holder : result.holders()) {
            Copy copy = copies.get(holder);
            Digest told = copy == null ? Digest.ABSENT : copy.digest();
            if (!failed.contains(holder) && !result.newest().newerThan(told)) {
                holders.add(holder);
            }
        }
        return holders;
    }
}
