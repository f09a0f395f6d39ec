package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.infinispan.commons.CacheConfigurationException;

/** The capabilities installed in one cache, or in the member. Not thread-safe: installed and closed by its life cycle. */
final class Installed implements AutoCloseable {

    private final String place;
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /**
     * @param place where they are installed, for messages
     */
    Installed(String place) {
        this.place = place;
    }

    /**
     * Installs one more.
     *
     * @throws CacheConfigurationException if it fails; all installed before are closed then
     */
    void add(String element, Callable<AutoCloseable> installation) {
        try {
            pieces.push(new Piece(element, installation.call()));
        } catch (Exception | LinkageError e) {
            close();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new CacheConfigurationException(
                    "Capability '" + element + "' cannot be installed in " + place + ": " + reason(e), e);
        }
    }

    /** The elements installed, in the order of their installation. */
    List<String> elements() {
        List<String> elements = new ArrayList<>();
        pieces.descendingIterator().forEachRemaining(piece -> elements.add(piece.element()));
        return elements;
    }

    /** Closes all, the last first; one that fails does not keep the others. */
    @Override
    public void close() {
        while (!pieces.isEmpty()) {
            Piece piece = pieces.pop();
            try {
                piece.handle().close();
            } catch (Exception | LinkageError e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                LOG.closeFailed(piece.element(), e);
            }
        }
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private record Piece(String element, AutoCloseable handle) {}
}
