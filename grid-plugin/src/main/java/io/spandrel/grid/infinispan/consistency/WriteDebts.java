package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Debts;
import org.infinispan.remoting.transport.Address;

/** What becomes of a write that an owner may lack. Thread-safe. */
public interface WriteDebts {

    /** Nobody remembers it. */
    WriteDebts FORGOTTEN = (key, segment, version) -> new Debts<>() {
        @Override
        public void owe(Address member) {}

        @Override
        public void settle(Address member) {}
    };

    /** Takes what one round leaves its members without. */
    Debts<Address> of(Object key, int segment, long version);
}
