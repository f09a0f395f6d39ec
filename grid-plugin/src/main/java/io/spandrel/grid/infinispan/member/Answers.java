package io.spandrel.grid.infinispan.member;

import java.util.HashMap;
import java.util.Map;
import org.infinispan.remoting.responses.ValidResponse;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ValidResponseCollector;
import org.jspecify.annotations.Nullable;

/** Collects what members answer; what has arrived is there even if others do not answer in time. */
final class Answers<T> extends ValidResponseCollector<Map<Address, Answer<T>>> {

    private final Class<T> type;
    private final Map<Address, Answer<T>> arrived = new HashMap<>();

    Answers(Class<T> type) {
        this.type = type;
    }

    synchronized Map<Address, Answer<T>> arrived() {
        return new HashMap<>(arrived);
    }

    @Override
    public Map<Address, Answer<T>> finish() {
        return arrived();
    }

    @Override
    protected @Nullable Map<Address, Answer<T>> addValidResponse(Address sender, ValidResponse<?> response) {
        Object value = response.getResponseValue();
        return add(
                sender,
                type.isInstance(value)
                        ? new Answer<>(type.cast(value), null)
                        : new Answer<>(null, "answered with " + value));
    }

    @Override
    protected @Nullable Map<Address, Answer<T>> addTargetNotFound(Address sender) {
        return add(sender, new Answer<>(null, null));
    }

    @Override
    protected @Nullable Map<Address, Answer<T>> addException(Address sender, Exception exception) {
        return add(sender, new Answer<>(null, exception.toString()));
    }

    private synchronized @Nullable Map<Address, Answer<T>> add(Address sender, Answer<T> answer) {
        arrived.put(sender, answer);
        return null;
    }
}
