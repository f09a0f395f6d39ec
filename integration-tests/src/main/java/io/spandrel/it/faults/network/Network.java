package io.spandrel.it.faults.network;

import java.util.List;
import java.util.Map;

/** The network between members, which are numbered from 1. */
public interface Network extends AutoCloseable {

    /** Whether links can be cut. */
    boolean cuts();

    /** What to write in front of the command that starts a member. */
    List<String> wrapper();

    /** Where a member listens. */
    Endpoint endpoint(int member);

    /** Connects a member's new process. */
    void connect(int member, long pid);

    /** Lets nothing pass from one member to another, until {@link #mend}; the other direction is another link. */
    void cut(int from, int to);

    /** Lets everything pass again. */
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
