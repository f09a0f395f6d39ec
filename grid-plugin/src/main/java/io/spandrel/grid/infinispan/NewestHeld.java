package io.spandrel.grid.infinispan;

import io.spandrel.grid.consistency.Version;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.remoting.responses.ValidResponse;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ResponseCollectors;
import org.infinispan.remoting.transport.ValidResponseCollector;
import org.jspecify.annotations.Nullable;

/**
 * The answers of backups to a write: the newest version that one of them holds instead of it, or {@code Version.NONE}. One that
 * left is not counted; if one failed, so does the whole.
 */
final class NewestHeld extends ValidResponseCollector<Long> {

    private long newest = Version.NONE;
    private @Nullable CacheException failure;

    @Override
    protected @Nullable Long addValidResponse(Address sender, ValidResponse<?> response) {
        if (response.getResponseValue() instanceof Long held) {
            newest = Math.max(newest, held);
        }
        return null;
    }

    @Override
    protected @Nullable Long addTargetNotFound(Address sender) {
        return null;
    }

    @Override
    protected @Nullable Long addException(Address sender, Exception exception) {
        CacheException wrapped = ResponseCollectors.wrapRemoteException(sender, exception);
        if (failure == null) {
            failure = wrapped;
        } else {
            failure.addSuppressed(wrapped);
        }
        return null;
    }

    @Override
    public Long finish() {
        if (failure != null) {
            throw CompletableFutures.asCompletionException(failure);
        }
        return newest;
    }
}
