package io.spandrel.it.faults.network;

import io.spandrel.it.process.FreePorts;
import java.util.List;
import java.util.Map;

/** All members on loopback, each with a port. */
public final class LoopbackNetwork implements Network {

    private final List<Integer> ports;

    public LoopbackNetwork(int members) {
        ports = FreePorts.take(members);
    }

    @Override
    public List<String> wrapper() {
        return List.of();
    }

    @Override
    public Endpoint endpoint(int member) {
        return new Endpoint("127.0.0.1", ports.get(member - 1));
    }

    @Override
    public void connect(int member, long pid) {
        /* Loopback connects everybody. */
    }

    @Override
    public void cut(int from, int to) {
        throw noLinks();
    }

    @Override
    public void lose(int member, double share, long seed) {
        throw noLinks();
    }

    @Override
    public void slow(int member, int kilobits) {
        throw noLinks();
    }

    private static UnsupportedOperationException noLinks() {
        return new UnsupportedOperationException("loopback has no links");
    }

    @Override
    public Map<String, Long> sent() {
        return Map.of();
    }

    @Override
    public void mend() {
        /* Nothing is ever cut. */
    }

    @Override
    public void close() {
        /* Loopback stays. */
    }
}
