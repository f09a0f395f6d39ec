package io.spandrel.it.faults.network;

import java.util.List;
import java.util.Map;

/** The network between members, which are numbered from 1. */
public interface Network extends AutoCloseable {

    /** What to write in front of the command that starts a member. */
    List<String> wrapper();

    /** Where a member listens. */
    Endpoint endpoint(int member);

    /** Connects a member's new process. */
    void connect(int member, long pid);

    /** Lets nothing pass from one member to another, until {@link #mend}; the other direction is another link. */
    void cut(int from, int to);

    /** Lets all links from and to a member lose what is sent for a share of the time, each by itself, until {@link #mend}. */
    void lose(int member, double share, long seed);

    /** Lets so many thousand bits a second pass from a member, and as many to it, until {@link #mend}. */
    void slow(int member, int kilobits);

    /** Lets everything pass again, as fast as can be. */
    void mend();

    /** How many bytes have been sent over each link to a member so far; a new process has a new link. Empty if not counted. */
    Map<String, Long> sent();

    /** Takes it down; all members have ended. */
    @Override
    void close();

    /**
     * An address on which a member listens.
     *
     * @param address in dotted form
     */
    record Endpoint(String address, int port) {

        @Override
        public String toString() {
            return address + "[" + port + "]";
        }
    }
}
