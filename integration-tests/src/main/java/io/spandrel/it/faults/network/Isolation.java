package io.spandrel.it.faults.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command that gives a process, and all it starts, a network and process ids of their own. */
public final class Isolation {

    /*
     * The kernel removes the namespaces, with all links and processes in them, when the first process in them ends, however
     * it ends. So nothing has to be tidied up, and nothing can be left behind. A user namespace besides makes it work for
     * users other than root; it is asked for only where the plain way is refused.
     */
    private static final List<String> OWN_NAMESPACES =
            List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc");
    private static final String USER = "--user";
    private static final String AS_ROOT = "--map-root-user";

    /** Everything a {@link NamespaceNetwork} will do, once. */
    private static final String PROBE = """
            set -e
            ip link set lo up
            ip link add faults0 type bridge
            unshare --net sleep 10 &
            for i in 1 2 3 4 5 6 7 8 9 10; do
              ip link add probe type veth peer name eth0 netns $! && nsenter -t $! -n ip link show eth0 && break
              ip link delete probe || :
              sleep 0.1
            done
            ip link set probe master faults0 up
            echo 'neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0 nud permanent' | nsenter -t $! -n ip -batch -
            """;

    private static final long PROBE_SECONDS = 20;

    private Isolation() {}

    /** What to write in front of a command to isolate it; empty where the machine does not allow that. */
    public static Optional<List<String>> command() {
        List<String> asUser = new ArrayList<>(OWN_NAMESPACES);
        asUser.addAll(List.of(USER, AS_ROOT));
        return List.of(OWN_NAMESPACES, List.copyOf(asUser)).stream()
                .filter(Isolation::works)
                .findFirst();
    }

    private static boolean works(List<String> command) {
        List<String> probe = new ArrayList<>(command);
        probe.addAll(List.of("sh", "-c", PROBE));
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
