package io.spandrel.grid.infinispan.handoff;

import io.spandrel.grid.consistency.Debts;
import io.spandrel.grid.infinispan.consistency.WriteDebts;
import java.util.function.Supplier;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Hands what rounds owe to the hints of their cache, which are installed after the rounds. Thread-safe. */
public final class HintDebts implements WriteDebts {

    private final Supplier<@Nullable CacheHints> installed;
    private volatile @Nullable CacheHints hints;

    /**
     * @param installed gives the cache's hints, or null as long as there are none
     */
    public HintDebts(Supplier<@Nullable CacheHints> installed) {
        this.installed = installed;
    }

    @Override
    public Debts<Address> of(Object key, int segment, long version) {
        CacheHints known = hints;
        if (known == null) {
            known = installed.get();
            hints = known;
        }
        return known == null ? FORGOTTEN.of(key, segment, version) : known.debts(key, segment, version);
    }
}
