package io.spandrel.console.security;

import io.spandrel.console.security.TokenKeys.Key;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the public keys are that sign tokens of others. Thread-safe. Its text says where. */
interface KeySource {

    /**
     * The keys that a token may be signed by.
     *
     * @param id by which the token names its key; null if it does not
     * @throws KeysUnavailableException if there are none at present
     */
    List<Key> keys(@Nullable String id) throws KeysUnavailableException;

    /**
     * Reads them again if that is due; called by one thread, once a second. If it fails, those read before stay in use.
     *
     * @return whether other keys are in use since it returned last
     * @throws IOException if they cannot be read, once until they can be or change
     */
    boolean refresh() throws IOException;

    /** For how long keys that were read stay in use when they cannot be read again: "until …", "for …". */
    String patience();
}
