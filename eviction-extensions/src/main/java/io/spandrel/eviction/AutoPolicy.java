package io.spandrel.eviction;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries several policies at once on a sample of the keys, each in a small shadow cache, and runs the one that has
 * lately had the most hits there. A change of policy keeps the entries.
 *
 * <p>Hits are replayed from buffers, so under heavy concurrent reading the evidence is approximate.
 *
 * @see <a href="https://www.usenix.org/conference/atc17/technical-sessions/presentation/waldspurger">Waldspurger, Saemundsson,
 *     Ahmad, Park, Cache modeling and optimization using miniature simulations, USENIX ATC 2017</a>
 */
final class AutoPolicy implements EvictionPolicy<AutoPolicy.Node> {

    /*
     * A key is in the sample if the leading bits of its scrambled hash are 0: all keys at first, and half as many each
     * time a shadow cache holds more than SAMPLE_MAX entries. The shadows' capacity is halved with it, so that they are
     * models of the cache to scale, of 512 to 1024 entries; a smaller cache is modelled in full.
     *
     * Cost: a request of a sampled key that ShadowSchedule lets through is an event for each candidate too. Memory: 100 to 200 bytes for
     * each entry of the shadows, 0.7 MB with five candidates, whatever the size of the cache. A change of policy relinks every
     * entry, in the order in which the old one would have evicted them; its price in Evidence lets it happen at most
     * once for a fifth of the capacity in requests, so that the time for an event is constant in the mean.
     *
     * Invariants
     *   I1  the running policy holds exactly the entries of the cache.
     *   I2  every shadow holds sampled keys only, at most SAMPLE_MAX.
     *
     * Differences from the paper: it chooses sizes and parameters from whole epochs of miniature simulations; here the
     * evidence fades continuously and a change has a price.
     */
    static final List<String> DEFAULT_CANDIDATES = List.of("w-tinylfu", "arc", "lirs", "clock-pro", "lru");

    private static final Map<String, Function<PolicySettings, EvictionPolicy<? super TimedEntry>>> KNOWN = Map.of(
            "arc", ArcPolicy::new,
            "clock-pro", ClockProPolicy::new,
            "lirs", LirsPolicy::new,
            "lru", settings -> new LruPolicy(),
            "w-tinylfu", WindowTinyLfuPolicy::new);
    private static final int SAMPLE_MAX = 1024;
    private static final int PUBLISHED_SHARE = 16;

    private final PolicySettings settings;
    private final List<String> names;
    private final SwitchHistory history;
    private final List<Function<PolicySettings, EvictionPolicy<? super TimedEntry>>> candidates = new ArrayList<>();
    private final List<ShadowCache> shadows = new ArrayList<>();
    private Evidence evidence;
    private ShadowSchedule schedule = new ShadowSchedule();
    private EvictionPolicy<? super TimedEntry> running;
    private int current;
    private long capacity;
    private int halvings;
    private int modelled = 1;
    private long shown;
    private long unpublished;
    private volatile ChoiceSnapshot published;

    /** An entry with room for what any candidate needs. */
    static final class Node extends TimedEntry {

        @Override
        protected boolean touch() {
            if (!used) {
                used = true; // for CLOCK-Pro; the others get the event
            }
            return true;
        }
    }

    /**
     * Starts with the first of {@code names}.
     *
     * @throws IllegalArgumentException if there are none, or unknown ones
     */
    AutoPolicy(PolicySettings settings, List<String> names) {
        this(settings, names, InstantSource.system());
    }

    /** Dates its changes by {@code clock}. */
    AutoPolicy(PolicySettings settings, List<String> names, InstantSource clock) {
        check(names);
        this.settings = settings;
        this.names = List.copyOf(names);
        history = new SwitchHistory(clock);
        capacity = settings.capacity();
        names.forEach(name -> candidates.add(KNOWN.get(name)));
        running = create(0);
        evidence = startShadows();
        published = snapshot();
    }

    /**
     * Checks that it can choose from {@code names}.
     *
     * @throws IllegalArgumentException if there are none, or unknown ones
     */
    static void check(List<String> names) {
        if (names.isEmpty() || !KNOWN.keySet().containsAll(names)) {
            throw new IllegalArgumentException("eviction.candidates must be some of "
                    + String.join(", ", new TreeSet<>(KNOWN.keySet())) + ", was " + String.join(", ", names));
        }
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
        running.onResize(newCapacity);
        evidence = startShadows();
        publish();
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        request(entry, false);
        running.onInsert(entry);
    }

    /* First the policy that runs, as with an update: the request may put another one in its place. */
    @Override
    public void onHit(Node entry) {
        running.onHit(entry);
        request(entry, true);
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        running.onUpdate(entry, oldWeight);
        request(entry, true);
    }

    /* All candidates it can choose from count an update as a hit. */
    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(Node entry) {
        running.onRemove(entry);
        int hash = entry.keyHash();
        if (isSampled(hash)) {
            shadows.forEach(shadow -> shadow.remove(hash));
        }
    }

    @Override
    public @Nullable Node victim() {
        return (Node) running.victim();
    }

    @Override
    public boolean wantsMore() {
        return running.wantsMore();
    }

    /**
     * What it does, and why; may be called by any thread. As old as it may be, it knows all changes, and all but the last
     * sixteenth of the sampled requests it rests on.
     */
    ChoiceSnapshot choice() {
        return published;
    }

    /** Tells {@code told} of each change from now on, with the eviction lock held; it must be quick and not throw. */
    void onSwitch(Consumer<ChoiceSnapshot.Switch> told) {
        history.listen(told);
    }

    private Evidence startShadows() {
        shadows.clear();
        schedule = new ShadowSchedule();
        modelled = 1;
        halvings = 0;
        for (int i = 0; i < candidates.size(); i++) {
            shadows.add(new ShadowCache(create(i), capacity));
        }
        return new Evidence(candidates.size());
    }

    List<ShadowCache> shadows() {
        return shadows;
    }

    private EvictionPolicy<? super TimedEntry> create(int candidate) {
        return candidates.get(candidate).apply(new PolicySettings(capacity, settings.seed(), settings.deadline()));
    }

    private boolean isSampled(int hash) {
        return halvings == 0 || hash * 0x9e3779b9 >>> (Integer.SIZE - halvings) == 0;
    }

    private void request(Node entry, boolean hit) {
        int hash = entry.keyHash();
        if (!isSampled(hash)) {
            return;
        }
        schedule.observe(hit, modelled);
        ShadowSchedule.Use use = schedule.next(modelled);
        if (use != ShadowSchedule.Use.NONE) {
            show(hash, entry.weight(), use == ShadowSchedule.Use.EVIDENCE);
        }
    }

    private void show(int hash, int weight, boolean counts) {
        long hits = 0;
        int entries = 0;
        for (int i = 0; i < shadows.size(); i++) {
            ShadowCache shadow = shadows.get(i);
            hits |= shadow.request(hash, weight) ? 1L << i : 0;
            entries = Math.max(entries, shadow.size());
        }
        shown++;
        modelled = entries;
        if (entries > SAMPLE_MAX) {
            halveSample();
        }
        if (counts) {
            evidence.add(hits, entries);
            change(evidence.choice(current, entries));
            publishSometimes();
        }
    }

    private void publishSometimes() {
        unpublished++;
        if (unpublished * PUBLISHED_SHARE >= evidence.requests()) {
            publish();
        }
    }

    /** Requests that were shown to each of the shadow caches so far. */
    long shown() {
        return shown;
    }

    private void halveSample() {
        halvings++;
        shadows.forEach(shadow -> shadow.thin(this::isSampled, Math.max(1, capacity >> halvings)));
    }

    private void change(int choice) {
        if (choice == current) {
            return;
        }
        EvictionPolicy<? super TimedEntry> next = create(choice);
        for (Node entry = victim(); entry != null; entry = victim()) {
            entry.queue = 0;
            entry.time = 0;
            entry.used = false;
            next.onInsert(entry);
        }
        int left = current;
        running = next;
        current = choice;
        schedule.restart();
        history.record(names.get(left), names.get(choice), evidence.hitRatio(left), evidence.hitRatio(choice));
        publish();
    }

    private void publish() {
        unpublished = 0;
        published = snapshot();
    }

    private ChoiceSnapshot snapshot() {
        List<ChoiceSnapshot.Candidate> estimates = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            estimates.add(new ChoiceSnapshot.Candidate(
                    names.get(i), evidence.hitRatio(i), shadows.get(i).size()));
        }
        return new ChoiceSnapshot(
                names.get(current),
                history.recorded(),
                evidence.requests(),
                Math.scalb(1.0, -halvings),
                estimates,
                history.kept());
    }

    void checkInvariants() {
        for (ShadowCache shadow : shadows) {
            shadow.checkInvariants();
            if (shadow.size() > SAMPLE_MAX) {
                throw new IllegalStateException("a shadow of " + shadow.size() + " entries");
            }
        }
    }
}
