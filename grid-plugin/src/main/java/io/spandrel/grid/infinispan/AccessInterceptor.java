package io.spandrel.grid.infinispan;

import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.DDAsyncInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Takes writes through the interceptors that decide about them, and all else through the one that asks other owners. Stands
 * directly before entries are looked up.
 */
final class AccessInterceptor implements AsyncInterceptor {

    /*
     * The ones that reads have no business with are not in the cache's chain: they are chained here, and go on where this one
     * does. And the most frequent command does without the two calls by which a chain goes on: for those of all interceptors
     * and commands together the compiler can foresee no target, for the one here it can.
     */
    private final OutcomeInterceptor writes;
    private final ApplyInterceptor lastOfWrites;
    private final ReadInterceptor reads;
    private @Nullable DDAsyncInterceptor next;

    AccessInterceptor(
            OutcomeInterceptor outcome, ConditionInterceptor condition, ApplyInterceptor apply, ReadInterceptor reads) {
        outcome.setNextInterceptor(condition);
        condition.setNextInterceptor(apply);
        this.writes = outcome;
        this.lastOfWrites = apply;
        this.reads = reads;
    }

    @Override
    public void setNextInterceptor(AsyncInterceptor interceptor) {
        lastOfWrites.setNextInterceptor(interceptor);
        reads.setNextInterceptor(interceptor);
        next = interceptor instanceof DDAsyncInterceptor visitor ? visitor : null;
    }

    @Override
    public @Nullable Object visitCommand(InvocationContext context, VisitableCommand command) throws Throwable {
        DDAsyncInterceptor visitor = next;
        if (visitor != null
                && command instanceof GetKeyValueCommand get
                && reads.atHand(context, get.getFlagsBitSet())) {
            return visitor.visitGetKeyValueCommand(context, get);
        }
        return command instanceof AbstractDataWriteCommand
                ? writes.visitCommand(context, command)
                : reads.visitCommand(context, command);
    }
}
