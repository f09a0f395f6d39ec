package io.spandrel.it.demo;

import io.spandrel.it.process.FreePorts;
import io.spandrel.it.process.JavaProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The processes of one demo: three members, the first with the console, and room for one visitor.
 *
 * <p>Used by one thread, save for {@link #close}.
 */
final class DemoGrid implements AutoCloseable {

    static final int MEMBERS = 3;
    private static final long START_SECONDS = 45;

    private final Path directory;
    private final String cluster;
    private final List<Integer> ports = FreePorts.take(MEMBERS + 2);
    private final List<DemoProcess> members = new CopyOnWriteArrayList<>();

    /** @param directory for logs and the console's users; must hold {@code users.properties} and {@code groups.properties} */
    DemoGrid(Path directory) {
        this.directory = directory;
        this.cluster = "demo-" + ports.get(0);
    }

    /** Starts the three members: the first alone, since it will coordinate, the others together. */
    void start() {
        add("demo-1.xml").awaitReady(START_SECONDS);
        DemoProcess second = add("demo-n.xml");
        DemoProcess third = add("demo-n.xml");
        second.awaitReady(START_SECONDS);
        third.awaitReady(START_SECONDS);
    }

    /** Starts one more member, without waiting for it. */
    DemoProcess visitor() {
        return add("demo-n.xml");
    }

    /** @throws DemoException if a member has failed */
    void check() {
        members.forEach(DemoProcess::progress);
    }

    /** The member that replays from beginning to end. */
    DemoProcess replayer() {
        return members.get(MEMBERS - 1);
    }

    URI console() {
        return URI.create("http://127.0.0.1:" + ports.get(MEMBERS + 1) + "/");
    }

    String cluster() {
        return cluster;
    }

    /** Closes the visitor. */
    void dismiss(DemoProcess visitor) {
        members.remove(visitor);
        visitor.close();
    }

    private DemoProcess add(String configuration) {
        int index = members.size();
        String name = "demo-" + (index + 1);
        DemoProcess process = new DemoProcess(
                JavaProcess.of(DemoMember.class)
                        .jvm("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        .property("demo.cluster", cluster)
                        .property("demo.member", name)
                        .property("demo.directory", directory)
                        .property("demo.console.port", ports.get(MEMBERS + 1))
                        .property("jgroups.bind.port", ports.get(index))
                        .property("jgroups.tcpping.initial_hosts", hosts())
                        .arguments("demo/" + configuration),
                name,
                directory);
        members.add(process);
        return process;
    }

    private String hosts() {
        return ports.subList(0, MEMBERS + 1).stream()
                .map(port -> "127.0.0.1[" + port + "]")
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        List<DemoProcess> all = List.copyOf(members);
        all.forEach(DemoProcess::end);
        all.forEach(DemoProcess::close);
    }
}
