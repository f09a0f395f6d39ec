package io.spandrel.grid.infinispan.member;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.commands.GlobalRpcCommand;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.TimeoutException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The other members of the grid, as a local cache manager has none. Thread-safe. */
public final class Peers {

    private final @Nullable Transport transport;

    Peers(GlobalComponentRegistry components) {
        this.transport = components.getComponent(Transport.class);
    }

    /** Whether this member takes part in a cluster; before the transport has started, it does not. */
    public boolean connected() {
        return transport != null && transport.getAddress() != null;
    }

    /** This member and the others, coordinator first; only {@link Address#LOCAL} without a cluster. */
    public List<Address> view() {
        return transport != null && connected() ? transport.getMembers() : List.of(Address.LOCAL);
    }

    public Address self() {
        return transport != null && connected() ? transport.getAddress() : Address.LOCAL;
    }

    /** The first member of the view. */
    public Address coordinator() {
        return view().get(0);
    }

    public boolean coordinates() {
        return coordinator().equals(self());
    }

    public List<Address> others() {
        return view().stream().filter(member -> !member.equals(self())).toList();
    }

    /** Whether a member has been in the view for longer than another one that is in it. */
    boolean before(Address one, Address other) {
        List<Address> view = view();
        int first = view.indexOf(one);
        return first >= 0 && first < view.indexOf(other);
    }

    /** Id of the view; 0 without a cluster. */
    public long viewId() {
        return transport != null && connected() ? transport.getViewId() : 0;
    }

    public @Nullable Transport transport() {
        return transport;
    }

    /**
     * Asks members of the view; completes when all have answered or left, or the time is over, and never exceptionally.
     * Who did not answer in time has a failure that says so. The answers are in the order of the members.
     */
    public <T> CompletionStage<Map<Address, Answer<T>>> ask(
            Collection<Address> members, GlobalRpcCommand command, Class<T> reply, Duration timeout) {
        return ask(members, command, reply, timeout, DeliverOrder.NONE);
    }

    /**
     * Asks one that may not read what it is sent: flow control does not hold this up. The answer has neither value nor failure if
     * the member is not in the view.
     */
    <T> CompletionStage<Answer<T>> askPastFlowControl(
            Address to, GlobalRpcCommand command, Class<T> reply, Duration timeout) {
        return ask(List.of(to), command, reply, timeout, DeliverOrder.NONE_NO_FC)
                .thenApply(answers -> answers.getOrDefault(to, new Answer<>(null, null)));
    }

    private <T> CompletionStage<Map<Address, Answer<T>>> ask(
            Collection<Address> members,
            GlobalRpcCommand command,
            Class<T> reply,
            Duration timeout,
            DeliverOrder order) {
        Answers<T> answers = new Answers<>(reply);
        if (members.isEmpty() || transport == null) {
            return CompletableFuture.completedFuture(Map.of());
        }
        Transport channel = transport;
        return CompletableFuture.completedFuture(command)
                .thenCompose(sent ->
                        channel.invokeCommand(members, sent, answers, order, timeout.toMillis(), TimeUnit.MILLISECONDS))
                .handle((all, failure) -> {
                    Map<Address, Answer<T>> arrived = answers.arrived();
                    Answer<T> silence = new Answer<>(null, failure == null ? null : reason(failure, timeout));
                    Map<Address, Answer<T>> inOrder = new LinkedHashMap<>();
                    members.forEach(member -> inOrder.put(member, arrived.getOrDefault(member, silence)));
                    return inOrder;
                });
    }

    /** Tells a member something, without waiting and without an answer; nothing happens without a cluster. */
    public void tell(Address to, GlobalRpcCommand command) {
        if (transport != null) {
            try {
                transport.sendTo(to, command, DeliverOrder.NONE);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CacheException(e);
            }
        }
    }

    private static String reason(Throwable failure, Duration timeout) {
        Throwable cause = CompletableFutures.extractException(failure);
        return cause instanceof TimeoutException
                ? "did not answer within " + timeout.toMillis() + "ms"
                : cause.toString();
    }
}
