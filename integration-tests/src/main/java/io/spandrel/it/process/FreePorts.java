package io.spandrel.it.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Ports on loopback that nobody listens on. */
public final class FreePorts {

    /*
     * Members also listen on their port + 50000 for the detection of failures, which must be a port too. And below the
     * range from which the system gives outgoing connections their ports, nothing takes one between this look and its use.
     */
    private static final int FIRST = 10_000;
    private static final int LAST = 15_000;
    private static final int DETECTION_OFFSET = 50_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** {@code count} different ports; they were free a moment ago, which is all that can be known. */
    public static List<Integer> take(int count) {
        RandomGenerator random = RandomGenerator.getDefault();
        Set<Integer> ports = new LinkedHashSet<>();
        for (int i = 0; i < ATTEMPTS && ports.size() < count; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port) && isFree(port + DETECTION_OFFSET)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IllegalStateException("no " + count + " free ports on loopback from " + FIRST + " to " + LAST);
        }
        return List.copyOf(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
