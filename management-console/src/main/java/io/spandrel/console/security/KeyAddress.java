package io.spandrel.console.security;

import io.spandrel.console.security.TokenKeys.Key;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keys that an identity provider shows at an address, fetched over HTTP. */
final class KeyAddress implements KeySource {

    /*
     * Fetched anew every REFRESH, and at once for a token of a key that is not known, since providers begin to sign with new keys
     * before everybody has asked for them. Who sends tokens of invented keys causes one request to the provider each PAUSE, for
     * which one request waits; all others are answered by what is known. Only where nothing is known yet, since the console has just
     * started, do they wait for it too, but no longer than FIRST_WAIT.
     *
     * A key that the provider has withdrawn is used no longer than REFRESH while the provider answers, and than TRUST if it does
     * not: from then on no token is accepted.
     */
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration TRUST = Duration.ofHours(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

    private record Fetched(List<Key> keys, Instant at) {

        boolean knows(@Nullable String id) {
            return id == null || keys.stream().anyMatch(key -> key.id() == null || id.equals(key.id()));
        }
    }

    private final URI address;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched fetched;
    private volatile @Nullable Instant triedAt;
    private volatile @Nullable IOException failure;
    private List<Key> told = List.of();
    private boolean toldFailure;

    KeyAddress(URI address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public List<Key> keys(@Nullable String id) throws KeysUnavailableException {
        @Nullable Fetched known = trusted();
        if (known == null || !known.knows(id)) {
            fetch(known == null ? FIRST_WAIT : Duration.ZERO);
            known = trusted();
        }
        if (known == null) {
            throw new KeysUnavailableException("The keys of the token's issuer cannot be fetched at present");
        }
        return known.keys();
    }

    @Override
    public boolean refresh() throws IOException {
        @Nullable Fetched known = fetched;
        if (known == null || !clock.instant().isBefore(known.at().plus(REFRESH))) {
            fetch(Duration.ZERO);
        }
        return tell();
    }

    /* Requests fetch too, but only here is it told what came of it. */
    private boolean tell() throws IOException {
        @Nullable IOException failed = failure;
        if (failed != null) {
            if (toldFailure) {
                return false;
            }
            toldFailure = true;
            throw failed;
        }
        @Nullable Fetched now = fetched;
        if (now == null || (!toldFailure && now.keys().equals(told))) {
            return false;
        }
        toldFailure = false;
        told = now.keys();
        return true;
    }

    private @Nullable Fetched trusted() {
        @Nullable Fetched known = fetched;
        return known != null && clock.instant().isBefore(known.at().plus(TRUST)) ? known : null;
    }

    /* Who waits for another's turn finds what that one has fetched. */
    private void fetch(Duration patience) {
        if (!locked(patience)) {
            return;
        }
        try {
            @Nullable Instant before = triedAt;
            Instant now = clock.instant();
            if (before == null || !now.isBefore(before.plus(PAUSE))) {
                triedAt = now;
                fetched = new Fetched(read(), now);
                failure = null;
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            fetching.unlock();
        }
    }

    private boolean locked(Duration patience) {
        try {
            return fetching.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Key> read() throws IOException {
        return TokenKeys.parse(new String(SmallDocument.get(address), StandardCharsets.UTF_8), address.toString());
    }

    @Override
    public String patience() {
        return "for " + TRUST.toHours() + " h at most, then no token is accepted";
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
