package io.spandrel.it.console;

import static org.awaitility.Awaitility.await;

import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.Cache;

/** A shop's traffic, some thousand requests a second that swell and ebb; popular keys are read more often. */
final class ShopLoad implements AutoCloseable {

    static final String CACHES = """
            <distributed-cache name="products" owners="2" statistics="true">
              <grid:eviction policy="s3-fifo" max-count="4000" miss-ratio-curve="true"/>
            </distributed-cache>
            <distributed-cache name="prices" owners="2" statistics="true">
              <grid:eviction policy="auto" max-count="2000" coordinated="true" miss-ratio-curve="true"/>
            </distributed-cache>
            <distributed-cache name="sessions" owners="2" statistics="true"/>
            <distributed-cache name="orders" owners="3" statistics="true">
              <encoding media-type="application/x-protostream"/>
              <grid:consistency/>
            </distributed-cache>
            <replicated-cache name="accounts" statistics="true">
              <grid:consistency/>
              <grid:hinted-handoff window="1h"/>
              <grid:anti-entropy interval="12h"/>
            </replicated-cache>
            <distributed-cache name="customers" owners="2" statistics="true">
              <persistence><file-store purge="true">
                <data path="%1$s/{member}/data"/><index path="%1$s/{member}/index"/>
              </file-store></persistence>
              <grid:negative-lookup/>
            </distributed-cache>
            <replicated-cache name="countries" statistics="true"/>
            """;

    private static final Duration TICK = Duration.ofMillis(20);
    private static final int TICKS_A_SWELL = 3_000;

    private final LocalGrid members;
    private final SplittableRandom random = new SplittableRandom(7);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong ticks = new AtomicLong();

    private ShopLoad(LocalGrid members) {
        this.members = members;
    }

    static ShopLoad on(LocalGrid members) {
        ShopLoad load = new ShopLoad(members);
        for (int i = 0; i < 200; i++) {
            members.cache(0, "countries").put("country-" + i, "text " + i);
            members.cache(0, "orders").put("order-" + i, "{\"customer\":" + i + ",\"total\":\"12.50\"}");
        }
        load.timer.scheduleWithFixedDelay(load::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return load;
    }

    void awaitAge(Duration age) {
        await().atMost(age.multipliedBy(5)).until(() -> ticks.get() >= age.dividedBy(TICK));
    }

    private void tick() {
        long tick = ticks.incrementAndGet();
        double swell = 1 + 0.4 * Math.sin(2 * Math.PI * tick / TICKS_A_SWELL);
        for (int i = 0; i < 20 * swell; i++) {
            readOrLoad("products", "product-" + popular(20_000));
            readOrLoad("prices", "price-" + popular(9_000));
        }
        for (int i = 0; i < 6 * swell; i++) {
            readOrLoad("sessions", "session-" + popular(3_000));
            any("customers").get("customer-" + random.nextInt(100_000));
            any("countries").get("country-" + random.nextInt(200));
        }
        any("customers").put("customer-" + random.nextInt(100_000), "text");
        any("orders").put("order-" + random.nextInt(200), "{\"customer\":7,\"total\":\"12.50\"}");
        any("accounts").put("account-" + random.nextInt(500), "balance");
        any("accounts").remove("account-" + random.nextInt(500));
        any("orders").put("draft-" + random.nextInt(300), "{\"customer\":7}");
        any("orders").remove("draft-" + random.nextInt(300));
        any("sessions").remove("session-" + random.nextInt(3_000));
    }

    private void readOrLoad(String name, String key) {
        Cache<String, String> cache = any(name);
        if (cache.get(key) == null) {
            cache.put(key, "a text of some length, of " + key);
        }
    }

    private Cache<String, String> any(String name) {
        return members.cache(random.nextInt(3), name);
    }

    /** One of {@code keys}, the first ones far more often. */
    private int popular(int keys) {
        return (int) (keys * Math.pow(random.nextDouble(), 4));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
