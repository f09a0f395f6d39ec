package io.spandrel.it.faults.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network stack for each member, joined by a bridge. Works in a process started by {@link Isolation}; whatever it makes goes
 * with that process. Used by one thread.
 */
public final class NamespaceNetwork implements Network {

    /*
     * Each member is told the hardware address of each other one, and asks nobody. To cut the link from a to b, a is told an
     * address for b that nobody has: the frames leave, and are lost without a word, as on a broken cable. Nothing but
     * iproute2 is needed for that, and each direction is a link of its own.
     */
    private static final String BRIDGE = "faults0";
    private static final String PREFIX = "10.98.0.";
    private static final int PORT = 7800;
    private static final String LINK = "link";

    /** What does not fit waits for up to two seconds, and is lost then. */
    private static final String SLOW = "root tbf rate %dkbit burst 10kb latency 2s";

    /** A link goes some time after its member; its name is not used again. */
    private static final AtomicInteger LINKS = new AtomicInteger();

    private static final Path COUNTERS = Path.of("/proc/self/net/dev");
    private static final int SENT = 9;

    private final int members;
    private final Map<Integer, Long> pids = new HashMap<>();
    private final Map<Integer, String> links = new HashMap<>();
    private final Set<Integer> slow = new HashSet<>();
    private @Nullable LossyLinks lossy;
    private final Set<List<Integer>> cut = new HashSet<>();

    public NamespaceNetwork(int members) {
        this.members = members;
        run(
                List.of("ip", "-batch", "-"),
                List.of("link set lo up", "link add " + BRIDGE + " type bridge", "link set " + BRIDGE + " up"));
    }

    /** What this machine lets it do; tried out once. */
    public static Set<Ability> abilities() {
        try {
            tc(List.of("tc"), "lo", "replace", SLOW.formatted(1_000));
            tc(List.of("tc"), "lo", "delete", "root");
            return Set.of(Ability.CUT, Ability.SLOW);
        } catch (IllegalStateException | UncheckedIOException e) {
            return Set.of(Ability.CUT);
        }
    }

    @Override
    public List<String> wrapper() {
        return List.of("unshare", "--net");
    }

    @Override
    public Endpoint endpoint(int member) {
        return new Endpoint(PREFIX + member, PORT);
    }

    @Override
    public void connect(int member, long pid) {
        String link = LINK + LINKS.incrementAndGet();
        run(
                List.of("ip", "-batch", "-"),
                List.of(
                        "link add " + link + " type veth peer name eth0 netns " + pid,
                        "link set " + link + " master " + BRIDGE + " up"));
        pids.put(member, pid);
        links.put(member, link);
        List<String> commands = new ArrayList<>(List.of(
                "link set lo up",
                "link set eth0 address " + hardware(member),
                "address add " + PREFIX + member + "/24 dev eth0",
                "link set eth0 up"));
        for (int other = 1; other <= members; other++) {
            if (other != member) {
                commands.add(neighbour(other, cut.contains(List.of(member, other))));
            }
        }
        runIn(member, commands);
    }

    @Override
    public void cut(int from, int to) {
        cut.add(List.of(from, to));
        runIn(from, List.of(neighbour(to, true)));
    }

    @Override
    public void lose(int member, double share, long seed) {
        List<List<Integer>> both = new ArrayList<>();
        for (int other = 1; other <= members; other++) {
            if (other != member) {
                both.add(List.of(member, other));
                both.add(List.of(other, member));
            }
        }
        lossy = new LossyLinks(both, share, seed, pids, (link, lost) -> neighbour(link.get(1), lost));
    }

    @Override
    public void slow(int member, int kilobits) {
        slow.add(member);
        tc(inNamespace(member, "tc"), "eth0", "replace", SLOW.formatted(kilobits));
        tc(List.of("tc"), link(member), "replace", SLOW.formatted(kilobits));
    }

    @Override
    public void mend() {
        LossyLinks losing = lossy;
        if (losing != null) {
            losing.close();
            lossy = null;
        }
        slow.forEach(member -> {
            tc(inNamespace(member, "tc"), "eth0", "delete", "root");
            tc(List.of("tc"), link(member), "delete", "root");
        });
        slow.clear();
        List<List<Integer>> whole = List.copyOf(cut);
        cut.clear();
        whole.forEach(link -> runIn(link.get(0), List.of(neighbour(link.get(1), false))));
    }

    private String link(int member) {
        return Objects.requireNonNull(links.get(member));
    }

    private List<String> inNamespace(int member, String... command) {
        List<String> line =
                new ArrayList<>(List.of("nsenter", "-t", Long.toString(pids.getOrDefault(member, 0L)), "-n"));
        line.addAll(List.of(command));
        return line;
    }

    private static void tc(List<String> command, String device, String what, String how) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("-batch", "-"));
        run(line, List.of("qdisc " + what + " dev " + device + " " + how));
    }

    @Override
    public Map<String, Long> sent() {
        try {
            return Files.readAllLines(COUNTERS).stream()
                    .map(line -> line.strip().split("[: ]+"))
                    .filter(words -> words[0].startsWith(LINK))
                    .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[SENT])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(List.of("ip", "-batch", "-"), List.of("link delete " + BRIDGE));
    }

    private static String hardware(int member) {
        return "02:00:00:00:00:%02x".formatted(member);
    }

    private static String neighbour(int member, boolean lost) {
        String address = lost ? "02:00:00:00:ff:%02x".formatted(member) : hardware(member);
        return "neigh replace " + PREFIX + member + " lladdr " + address + " dev eth0 nud permanent";
    }

    /** Runs commands of {@code ip} in a member's namespace; does nothing if the member has ended. */
    private void runIn(int member, List<String> commands) {
        Long pid = pids.get(member);
        if (pid != null && ProcessHandle.of(pid).isPresent()) {
            run(inNamespace(member, "ip", "-batch", "-"), commands);
        }
    }

    private static void run(List<String> command, List<String> lines) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
                input.write(String.join("\n", lines) + "\n");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " refused " + lines + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
