package io.spandrel.console;

import io.spandrel.console.security.Audit;
import io.spandrel.console.security.ForeignTokens;
import io.spandrel.console.security.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Has keys read again that have changed, or may have. What came of it is logged, and stands in the audit. */
final class KeyRenewal implements Runnable {

    private static final String KEY_STORE = "the key store";
    private static final String TOKEN_KEYS = "the keys of tokens";

    private final Optional<Tls> tls;
    private final Optional<ForeignTokens> tokens;
    private final Audit audit;

    KeyRenewal(Optional<Tls> tls, Optional<ForeignTokens> tokens, Audit audit) {
        this.tls = tls;
        this.tokens = tokens;
        this.audit = audit;
    }

    @Override
    public void run() {
        tls.ifPresent(this::renew);
        tokens.ifPresent(this::renew);
    }

    private void renew(Tls with) {
        try {
            if (with.refresh()) {
                ConsoleLog.LOG.keysRenewed();
                audit.ofMember("reads again", KEY_STORE, "done");
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            ConsoleLog.LOG.keysUnreadable(e);
            audit.ofMember("reads again", KEY_STORE, "failed, what was read before stays in use");
        }
    }

    private void renew(ForeignTokens from) {
        try {
            if (from.refresh()) {
                ConsoleLog.LOG.tokenKeysRenewed();
                audit.ofMember("reads again", TOKEN_KEYS, "done");
            }
        } catch (IOException e) {
            ConsoleLog.LOG.tokenKeysUnreadable(from.keysFrom(), from.patience(), e);
            audit.ofMember("reads again", TOKEN_KEYS, "failed, what was read before stays in use " + from.patience());
        }
    }
}
