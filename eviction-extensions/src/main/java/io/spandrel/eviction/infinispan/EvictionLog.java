package io.spandrel.eviction.infinispan;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What eviction tells an operator; ids 2000 to 2999. */
@MessageLogger(projectCode = "SPANDREL")
@ValidIdRange(min = 2000, max = 2999)
interface EvictionLog extends BasicLogger {

    EvictionLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), EvictionLog.class, "io.spandrel.eviction");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 2000,
            value = "Cache '%s': eviction policy '%s' misbehaved and is replaced by LRU until the cache restarts")
    void policyFailed(String cache, String policy, @Cause Throwable cause);
}
