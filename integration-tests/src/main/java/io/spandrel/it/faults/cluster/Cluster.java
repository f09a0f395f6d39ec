package io.spandrel.it.faults.cluster;

import io.spandrel.it.faults.member.FaultMember;
import io.spandrel.it.faults.network.Network;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Members numbered from 1, named {@code n1} and so on, each of which may end and start again.
 *
 * <p>One thread starts and ends members; any may ask for them.
 */
public final class Cluster implements AutoCloseable {

    private static final String STACK = "/io/spandrel/grid/stacks/spandrel-tcp.xml";
    private static final String STORES = "stores";
    private static final long POLL_MILLIS = 50;
    /** How long nothing may have moved until the members count as settled. */
    public static final long STEADY_MILLIS = 800;

    private final Settings settings;
    private final Engine engine;
    private final Network network;
    private final Path directory;
    private final Path stack;
    private final AtomicReferenceArray<RemoteMember> members;
    private volatile Path keys = Path.of("");

    /** @param directory where logs and stores go; whatever was there is removed */
    public Cluster(Settings settings, Engine engine, Network network, Path directory) {
        this.settings = settings;
        this.engine = engine;
        this.network = network;
        this.directory = Folder.fresh(directory);
        this.stack = directory.resolve("stack.xml");
        this.members = new AtomicReferenceArray<>(settings.members() + 1);
        try (InputStream resource = Objects.requireNonNull(Cluster.class.getResourceAsStream(STACK), STACK)) {
            Files.write(stack, resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all members and loads the keys of a file. */
    public void start(Path file) {
        keys = file;
        start(List.of(1), 1);
        start(IntStream.rangeClosed(2, settings.members()).boxed().toList(), 1);
        if (!awaitSettled(60)) {
            throw new IllegalStateException("the members did not find each other: " + statuses());
        }
        member(1).call("preload", TimeUnit.SECONDS.toMillis(60)).get();
    }

    /** Starts members again, all at once: each waits until it sees more than half of them, if it is configured to. */
    public void start(List<Integer> numbers) {
        start(numbers, settings.members() / 2 + 1);
    }

    private void start(List<Integer> numbers, int waitFor) {
        numbers.forEach(number -> launch(number, waitFor));
        for (int number : numbers) {
            member(number).awaitUp();
            network.connect(number, member(number).pid());
        }
        numbers.forEach(number -> member(number).go());
        for (int number : numbers) {
            member(number).awaitReady();
            member(number).call("keys " + keys, TimeUnit.SECONDS.toMillis(10)).get();
        }
    }

    private void launch(int number, int waitFor) {
        String name = "n" + number;
        Network.Endpoint endpoint = network.endpoint(number);
        JavaProcess.Starter starter = JavaProcess.of(FaultMember.class)
                .wrappedBy(network.wrapper())
                .classPath(engine.classPath())
                .jvm("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
                .property("jgroups.bind_addr", endpoint.address())
                .property("jgroups.bind.address", endpoint.address())
                .property("jgroups.bind.port", endpoint.port())
                .property("jgroups.port_range", 0)
                .property("jgroups.tcpping.initial_hosts", hosts())
                .property("faults.stack", stack)
                .property("faults.cluster", "faults-" + ProcessHandle.current().pid())
                .property("faults.member", name)
                .property("faults.wait-for", waitFor)
                .property("faults.owners", settings.owners())
                .property("faults.when-split", settings.whenSplit())
                .property("faults.merge-policy", settings.mergePolicy())
                .property("faults.remote-timeout", settings.remoteTimeoutMillis())
                .property("faults.store", directory.resolve(STORES).resolve(name))
                .arguments(engine.configuration(settings.stored()));
        members.set(number, new RemoteMember(name, directory, starter));
    }

    private String hosts() {
        return IntStream.rangeClosed(1, settings.members())
                .mapToObj(number -> network.endpoint(number).toString())
                .collect(Collectors.joining(","));
    }

    public int size() {
        return settings.members();
    }

    public Network network() {
        return network;
    }

    /** The present or last life of a member. */
    public RemoteMember member(int number) {
        return members.get(number);
    }

    public List<RemoteMember> members() {
        return IntStream.rangeClosed(1, settings.members())
                .mapToObj(members::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What a member says now, if it answers. */
    public Optional<Status> status(int number) {
        return Status.of(member(number));
    }

    /** Waits until all living members agree that they are all there are and nothing moves; false if that is not so after {@code seconds}. */
    public boolean awaitSettled(long seconds) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long since = 0;
        while (System.nanoTime() - limit < 0) {
            if (!settled()) {
                since = 0;
            } else if (since == 0) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(STEADY_MILLIS)) {
                return true;
            }
            pause(POLL_MILLIS);
        }
        return false;
    }

    private boolean settled() {
        long living = members().stream().filter(RemoteMember::alive).count();
        List<Status> statuses = statuses();
        return statuses.size() == living
                && statuses.stream().allMatch(status -> status.complete(living))
                && statuses.stream().mapToInt(Status::topology).distinct().count() == 1;
    }

    private List<Status> statuses() {
        return members().stream().map(Status::of).flatMap(Optional::stream).toList();
    }

    /** Waits. */
    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends all members, also frozen ones, and removes their stores. */
    @Override
    public void close() {
        members().forEach(RemoteMember::kill);
        Folder.delete(directory.resolve(STORES));
    }
}
