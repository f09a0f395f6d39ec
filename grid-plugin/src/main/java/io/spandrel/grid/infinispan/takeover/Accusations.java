package io.spandrel.grid.infinispan.takeover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.infinispan.remoting.transport.Address;

/** Who has said of whom, within the last two seconds, that it does not hear it. Thread-safe. */
final class Accusations {

    /* Who does not hear a member says so again each second and a little more. */
    static final Duration HEARD = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private final Map<Accusation, Long> heard = new ConcurrentHashMap<>();

    private record Accusation(Address accused, Address accuser) {}

    /**
     * @param nanoTime a clock that only moves forward
     */
    Accusations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(Address accused, Address accuser) {
        forget();
        heard.put(new Accusation(accused, accuser), nanoTime.getAsLong());
    }

    /** How many members do not hear that one. */
    long count(Address accused) {
        forget();
        return heard.keySet().stream()
                .filter(one -> one.accused().equals(accused))
                .count();
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        heard.values().removeIf(at -> now - at > HEARD.toNanos());
    }
}
