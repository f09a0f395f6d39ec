package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.EffectiveSetting;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.Problem;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import io.spandrel.grid.spi.GridCapability;
import io.spandrel.grid.spi.GridContext;
import io.spandrel.grid.spi.OperationListener;
import io.spandrel.grid.spi.RoundListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.configuration.ConfigurationManager;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.util.concurrent.BlockingManager;

/**
 * One cache manager's side of the grid, from before its transport starts until it has stopped. A component of the
 * manager, so that commands find it. Thread-safe.
 */
public final class LocalMember implements GridContext {

    /** How long other members are waited for when numbers are agreed on; who does not answer has no say. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long the others may take to hear that this member stops; who does not confirm it misses it. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final GlobalComponentRegistry components;
    private final ClockCheck clockCheck;
    private final InstantSource clock;
    private final MemberSettings settings;
    private final Capabilities capabilities;
    private final EventHistory history;
    private final Identities identities;
    private final CacheSides caches = new CacheSides();
    private final Peers peers;
    private final RoundListeners rounds = new RoundListeners();
    private final OperationListeners operations = new OperationListeners();
    private final List<Runnable> atStart = new ArrayList<>();
    private final List<Runnable> atStop = new ArrayList<>();
    private final List<Consumer<CacheSide>> onCache = new ArrayList<>();
    private final JoinCheck joinCheck;
    private final MemberNumber number;
    private final ExpirationTrigger.Counts expirationCounts = new ExpirationTrigger.Counts();
    private final Installed installed = new Installed("the cache manager");
    private final MissingMembers missing = new MissingMembers(System::nanoTime);

    public LocalMember(GlobalComponentRegistry components) {
        this.components = components;
        this.clockCheck = new ClockCheck(this, components.getTimeService());
        this.clock = clockCheck.time();
        this.identities = new Identities(clock);
        this.settings = new MemberSettings(configuration().module(GridContainerConfiguration.class));
        this.capabilities = Capabilities.load(configuration().classLoader());
        this.history = new EventHistory(clock, settings.historySize());
        this.peers = new Peers(components);
        this.number = new MemberNumber(this::name, this::askNumbers);
        this.joinCheck = new JoinCheck(settings.configCheck(), peers, identities, history);
    }

    /** The member that a starting cache is on. */
    public static LocalMember of(CacheContext cache) {
        return cache.component(ComponentRegistry.class)
                .getGlobalComponentRegistry()
                .getComponent(LocalMember.class);
    }

    /** Has {@code task} run when this member has started and can ask others. For use before it starts. */
    public void onStarted(Runnable task) {
        atStart.add(task);
    }

    /** Has {@code task} run when this member begins to stop. For use before it starts. */
    public void onStopping(Runnable task) {
        atStop.add(task);
    }

    /** Has {@code completion} see each cache that starts, with its capabilities installed. For use before this member starts. */
    public void onCacheStarting(Consumer<CacheSide> completion) {
        onCache.add(completion);
    }

    /**
     * A part of this member that is not in its core, such as {@code MemberDrain}.
     *
     * @throws IllegalArgumentException if there is none of that type
     */
    public <T> T component(Class<T> type) {
        T component = components.getComponent(type);
        if (component == null) {
            throw new IllegalArgumentException("Member '" + name() + "' has no component " + type.getName());
        }
        return component;
    }

    /** Who hears of operations. */
    public OperationListeners operations() {
        return operations;
    }

    /** Who hears of rounds of owners. */
    public RoundListeners rounds() {
        return rounds;
    }

    /** Refuses a configuration, of the container and of all caches defined, that asks for what is not there. */
    public void checkAvailable() {
        List<Problem> problems = new ArrayList<>(capabilities.missing(configuration()));
        ConfigurationManager defined = components.getComponent(ConfigurationManager.class);
        for (String cache : defined.getDefinedCaches()) {
            problems.addAll(capabilities.missing(cache, defined.getConfiguration(cache, false)));
        }
        Capabilities.refuse(problems);
    }

    public void started() {
        identities.view(peers.view());
        identities.heard(peers.self(), name(), named(), version());
        atStart.forEach(Runnable::run);
        for (GridCapability capability : capabilities.of(configuration())) {
            installed.add(capability.element(), () -> capability.install(this));
        }
        LOG.memberStarted(version(), name(), installed.elements(), Settings.lines(settings()));
    }

    public void stopping() {
        sayGoodbye();
        atStop.forEach(Runnable::run);
        installed.close();
    }

    /* The others hear of a view without this member from each other: they must know before it leaves. */
    private void sayGoodbye() {
        CompletionStages.join(peers.ask(peers.others(), new StoppingCommand(), Boolean.class, GOODBYE));
    }

    public void cacheStarting(ComponentRegistry cache) {
        CacheSide side = new CacheSide(cache, this);
        caches.add(side);
        Capabilities.refuse(capabilities.missing(side.cacheName(), side.configuration()));
        GridCacheConfiguration elements = side.grid();
        if (elements != null && side.clustered()) {
            joinCheck.run(side, elements);
        }
        List<CacheCapability> wanted = capabilities.of(side.configuration());
        side.install(wanted);
        onCache.forEach(completion -> completion.accept(side));
    }

    public void cacheStarted(String name) {
        CacheSide side = caches.find(name);
        if (side == null) {
            return;
        }
        side.started();
        if (side.clustered()) {
            side.listen(new TopologyListener(name, history, identities));
            if (!peers.others().isEmpty()) {
                side.rebalancing().refresh();
            }
        }
        history.record(GridEvent.Kind.CACHE_STARTED, name, "started on " + name());
        GridCacheConfiguration elements = side.grid();
        if (elements != null) {
            LOG.cacheStarted(name, side.installed().elements(), Settings.lines(elements.settings()));
        }
    }

    public void cacheStopping(String name) {
        CacheSide side = caches.find(name);
        if (side != null) {
            side.stopping();
        }
    }

    public void cacheStopped(String name) {
        CacheSide side = caches.remove(name);
        if (side != null) {
            side.stopped();
            history.record(GridEvent.Kind.CACHE_STOPPED, name, "stopped on " + name());
        }
    }

    /** The member's stable name. */
    public String name() {
        return settings.nodeName().orElseGet(this::transportName);
    }

    /** The number in the versions that this member gives. */
    public MemberNumber number() {
        return number;
    }

    private List<MemberNumber.Claim> askNumbers(int wanted) {
        return CompletionStages.join(
                        peers.ask(peers.others(), new NumberCommand(wanted), NumberCommand.Reply.class, PATIENCE))
                .entrySet()
                .stream()
                .flatMap(answer -> Stream.ofNullable(answer.getValue().value())
                        .map(reply -> new MemberNumber.Claim(
                                reply.number(), reply.settled(), peers.before(answer.getKey(), peers.self()))))
                .toList();
    }

    /** What this member says of itself. */
    public IdentityCommand.Identity identity() {
        return new IdentityCommand.Identity(settings.nodeName().orElse(""), version(), named());
    }

    private boolean named() {
        return settings.nodeName().isPresent() || configuration().transport().nodeName() != null;
    }

    /** A member has said who it is. */
    public void heard(Address address, IdentityCommand.Identity identity) {
        identities.heard(address, identity.name(), identity.named(), identity.version());
        missing.heard(address, identities.name(address), identity.named());
    }

    private String transportName() {
        if (peers.connected()) {
            return peers.self().toString();
        }
        String configured = configuration().transport().nodeName();
        return configured == null ? configuration().cacheManagerName() : configured;
    }

    /** The cluster's name; empty without a cluster. */
    public String clusterName() {
        return peers.connected() ? configuration().transport().clusterName() : "";
    }

    public String version() {
        return Version.CURRENT;
    }

    /** Effective container-level settings. */
    public List<EffectiveSetting> settings() {
        return settings.effective();
    }

    /** Whether Infinispan's spans go through the application's OpenTelemetry. */
    public boolean tracing() {
        return settings.tracing();
    }

    /** Whether operations get ids that tie together what members log of them. */
    public boolean correlation() {
        return settings.correlation();
    }

    /** Runs something that may block where it may. */
    public <T> CompletionStage<T> supplyBlocking(Supplier<T> work) {
        return components.getComponent(BlockingManager.class).supplyBlocking(work, "spandrel");
    }

    /** Runs something that may block where it may, after {@code delay}; returns at once. */
    public void runBlocking(Runnable task, Duration delay) {
        components
                .getComponent(BlockingManager.class)
                .scheduleRunBlocking(task, delay.toNanos(), TimeUnit.NANOSECONDS, "spandrel");
    }

    /** How often expiration was asked for in this member's caches. */
    public ExpirationTrigger.Counts expirationCounts() {
        return expirationCounts;
    }

    /** Has the manager's wall clock believed only as far as others confirm it. */
    public ClockCheck clockCheck() {
        return clockCheck;
    }

    /** The manager's wall clock, which Infinispan's expiration goes by too. */
    public InstantSource clock() {
        return clock;
    }

    public EventHistory history() {
        return history;
    }

    /** What this member's capabilities are. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /** Members that left without a word. */
    public MissingMembers missing() {
        return missing;
    }

    public Identities identities() {
        return identities;
    }

    public CacheSides caches() {
        return caches;
    }

    public Peers peers() {
        return peers;
    }

    @Override
    public EmbeddedCacheManager manager() {
        return components.getCacheManager();
    }

    @Override
    public GlobalConfiguration configuration() {
        return components.getGlobalConfiguration();
    }

    @Override
    public Grid grid() {
        return component(Grid.class);
    }

    @Override
    public AutoCloseable onOperation(OperationListener listener) {
        return operations.listen(listener);
    }

    @Override
    public AutoCloseable onRound(RoundListener listener) {
        return rounds.listen(listener);
    }
}
