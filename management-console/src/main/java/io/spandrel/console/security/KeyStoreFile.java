package io.spandrel.console.security;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** A key store, read at start and again whenever its file has changed. Used by one thread at a time. */
final class KeyStoreFile {

    private final File file;
    private final char[] password;
    private final RenewedKeys keys;
    private final FileStamp stamp;

    KeyStoreFile(String path, char[] password) throws IOException, GeneralSecurityException {
        this.file = new File(path);
        this.password = password.clone();
        this.stamp = new FileStamp(file);
        this.keys = new RenewedKeys(read());
    }

    RenewedKeys keys() {
        return keys;
    }

    /**
     * Reads the file again if it has changed; what was read before stays in use if it cannot be read.
     *
     * @return whether there are new keys
     */
    synchronized boolean refresh() throws IOException, GeneralSecurityException {
        if (!stamp.changed()) {
            return false;
        }
        keys.renew(read());
        return true;
    }

    private X509ExtendedKeyManager read() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file, password);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return Arrays.stream(factory.getKeyManagers())
                .filter(X509ExtendedKeyManager.class::isInstance)
                .map(X509ExtendedKeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("it holds no key"));
    }
}
