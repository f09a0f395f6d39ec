package io.spandrel.grid.infinispan;

import java.util.concurrent.CompletionStage;
import org.infinispan.commands.GlobalRpcCommand;
import org.infinispan.factories.GlobalComponentRegistry;

/** What one member asks another. Runs on the other's transport thread, so it must not block. */
abstract class MemberCommand implements GlobalRpcCommand {

    abstract CompletionStage<?> answer(LocalMember member);

    @Override
    public final CompletionStage<?> invokeAsync(GlobalComponentRegistry components) {
        return answer(components.getComponent(LocalMember.class));
    }

    @Override
    public final boolean isReturnValueExpected() {
        return true;
    }
}
