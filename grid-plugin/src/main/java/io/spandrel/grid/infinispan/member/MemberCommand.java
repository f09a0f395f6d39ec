package io.spandrel.grid.infinispan.member;

import java.util.concurrent.CompletionStage;
import org.infinispan.commands.GlobalRpcCommand;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.NodeVersion;
import org.jspecify.annotations.Nullable;

/** What one member asks another. Runs on the other's transport thread, so it must not block. */
public abstract class MemberCommand implements GlobalRpcCommand {

    private @Nullable Address origin;

    public abstract CompletionStage<?> answer(LocalMember member);

    /** Who asks; null: this member itself. */
    protected final @Nullable Address origin() {
        return origin;
    }

    @Override
    public final void setOrigin(Address origin) {
        this.origin = origin;
    }

    @Override
    public final CompletionStage<?> invokeAsync(GlobalComponentRegistry components) {
        return answer(components.getComponent(LocalMember.class));
    }

    @Override
    public final boolean isReturnValueExpected() {
        return true;
    }

    @Override
    public final NodeVersion supportedSince() {
        return NodeVersion.SIXTEEN;
    }
}
