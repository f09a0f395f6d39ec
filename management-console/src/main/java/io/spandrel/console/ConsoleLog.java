package io.spandrel.console;

import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.util.Set;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the console tells an operator; ids 4000 to 4999. */
@MessageLogger(projectCode = "SPANDREL")
@ValidIdRange(min = 4000, max = 4999)
interface ConsoleLog extends BasicLogger {

    ConsoleLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ConsoleLog.class, "io.spandrel.console");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 4000, value = "The console listens at %s")
    void listening(URI address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 4001,
            value = "The passwords of %s are kept as MD5 digests, which are quick to guess from a stolen file;"
                    + " write them anew with io.spandrel.console.AddUser")
    void weakHashes(Set<String> users);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 4002, value = "The console cannot sample the grid, and shows no live values until it can")
    void samplingFails(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 4003, value = "The console has read its key store again, and shows new clients what it holds now")
    void keysRenewed();

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 4004,
            value = "The console's key store has changed and cannot be read; what it held before stays in use until"
                    + " it changes again")
    void keysUnreadable(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 4005, value = "The console has read keys of bearer tokens that it did not have, and goes by those")
    void tokenKeysRenewed();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 4006, value = "The keys of bearer tokens cannot be read from %s; those read before stay in use %s")
    void tokenKeysUnreadable(String from, String patience, @Cause Throwable cause);
}
