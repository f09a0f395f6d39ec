package io.spandrel.grid.infinispan.member;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.infinispan.remoting.transport.Address;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the grid tells an operator; ids 3000 to 3999. */
@MessageLogger(projectCode = "SPANDREL")
@ValidIdRange(min = 3000, max = 3999)
public interface GridLog extends BasicLogger {

    GridLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), GridLog.class, "io.spandrel.grid");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3000, value = "Spandrel %s: member '%s' runs %s; container settings %s")
    void memberStarted(String version, String member, List<String> capabilities, List<String> settings);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3001, value = "Cache '%s' runs %s; settings %s")
    void cacheStarted(String cache, List<String> capabilities, List<String> settings);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3002,
            value = "Cache '%s' is configured differently on other members, which config-check=warn allows: %s")
    void differsFromOthers(String cache, String differences);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3003, value = "Cache '%s': its configuration could not be compared with member '%s': %s")
    void notCompared(String cache, String member, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3004, value = "Cache '%s': %s")
    void operationDone(String cache, String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3005, value = "Cache '%s': %s failed")
    void operationFailed(String cache, String operation, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3006, value = "Capability '%s' did not close cleanly")
    void closeFailed(String capability, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3007, value = "Cache '%s' takes over what was changed at run time on member '%s': %s")
    void changesTakenOver(String cache, String member, String changes);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3012, value = "Listener of rounds %s failed and is told of none any more")
    void roundListenerFailed(Object listener, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3008, value = "Listener of operations %s failed and is left out of this one")
    void operationListenerFailed(Object listener, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 3009,
            value =
                    "Cache '%s': the filter of segment %d called a key absent that is in the store; the store is asked for"
                            + " all keys of the segment until the filter is built anew")
    void wrongAbsence(String cache, int segment);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3010,
            value =
                    "Cache '%s': the keys could not be read, so filters stay as they are; it is tried again when expired"
                            + " entries are purged")
    void notFilled(String cache, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 3020, value = "Cache '%s': another owner could not be told of evictions or reads")
    void notTold(String cache, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3030,
            value =
                    "Cache '%s': member '%s' did not say what was deleted in segments that this member begins to own: %s")
    void deletesNotTransferred(String cache, String member, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3031, value = "Cache '%s': deletes could not be swept; it is tried again after the sweep interval")
    void deletesNotSwept(String cache, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3032,
            value =
                    "Cache '%s': the record of deletes could not be made shorter, so it grows; it is tried again with the next delete")
    void deletesNotCompacted(String cache, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3033,
            value =
                    "Cache '%s': when this member last ran, its clock was %d ms ahead of where it is now; others refuse its writes"
                            + " until it has caught up. Set the clock right")
    void clockWasAhead(String cache, long millis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3036,
            value =
                    "Cache '%s': the others have gone on for %s without this member, and deletes are remembered for %s: it comes"
                            + " back empty, %d entries of its own stores were dropped. It receives its share from them")
    void comesBackEmpty(String cache, String away, String grace, long entries);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 3037,
            value =
                    "Cache '%s': members were started first that had stopped %s before this one, longer than deletes are remembered:"
                            + " what was deleted meanwhile may have come back. After all were down, start first who stopped last")
    void olderMemberRuns(String cache, String older);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3038,
            value =
                    "Cache '%s' keeps its store over restarts, without <global-state>: if all members have been down, the first one"
                            + " answers by its own store until another joins, and that may be older than what was acknowledged."
                            + " Fix: enable <global-state> with a <persistent-location> of this member's own")
    void startsAlone(String cache);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3039,
            value =
                    "Cache '%s' has not heard for %s which owners count, and refuses what asks for a majority until it has."
                            + " Who has not answered: %s")
    void ownersNotKnown(String cache, String timeout, List<Address> silent);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 3040,
            value =
                    "Cache '%s' has been merged: owners differed in %d keys, of which both sides had written %d, and agree now")
    void merged(String cache, long differing, long conflicts);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 3041,
            value =
                    "Cache '%s' has been merged in part: owners differed in %d keys, and may still differ in %d: %s. What one side"
                            + " alone has written of those may be lost")
    void notMerged(String cache, long differing, long unsettled, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3042,
            value =
                    "Cache '%s': conflict resolver '%s' failed, and the newer value stays; further failures are counted, not logged")
    void resolverFailed(String cache, String resolver, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3043,
            value =
                    "This member's wall clock is suddenly off by %s. Versions and lifespans go on by the time that has passed, unless most"
                            + " other members confirm it; they are asked now and again")
    void clockJumped(String by);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3046,
            value = "Cache '%s': member '%s' does not answer '%s': other owners are primary of its segments")
    void primaryReplaced(String cache, String silent, String accuser);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3044, value = "This member's wall clock is right again")
    void clockRightAgain();

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3045, value = "This member's wall clock is believed: confirmed by %d other members")
    void clockConfirmed(long members);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3035,
            value = "Cache '%s': a comparison of owners has ended too early; the next one begins after the interval")
    void ownersNotCompared(String cache, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 3011,
            value = "Cache '%s': a copy of the filter of segment %d called a key absent that was there; it is dropped")
    void copyWasWrong(String cache, int segment);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3060, value = "Member '%s': %s")
    void drain(String member, String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3061, value = "Member '%s' is not drained and takes its segments back: %s")
    void drainFailed(String member, String reason);
}
