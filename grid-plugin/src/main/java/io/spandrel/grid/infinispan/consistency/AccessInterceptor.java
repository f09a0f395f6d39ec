package io.spandrel.grid.infinispan.consistency;

import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.interceptors.AsyncInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Takes writes through the interceptors that decide about them, and all else through the one that asks other owners. Stands
 * directly before entries are looked up.
 */
public final class AccessInterceptor implements AsyncInterceptor {

    /*
     * The ones that reads have no business with are not in the cache's chain: they are chained here, and go on where this one
     * does.
     */
    private final OutcomeInterceptor writes;
    private final ApplyInterceptor lastOfWrites;
    private final ReadInterceptor reads;

    public AccessInterceptor(
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
    }

    @Override
    public @Nullable Object visitCommand(InvocationContext context, VisitableCommand command) throws Throwable {
        return command instanceof AbstractDataWriteCommand
                ? writes.visitCommand(context, command)
                : reads.visitCommand(context, command);
    }
}
