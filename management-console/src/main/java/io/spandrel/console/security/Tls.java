package io.spandrel.console.security;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from the key store and the authorities that the configuration names. */
public final class Tls {

    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private final SSLContext context;
    private final boolean clientCertificate;
    private final KeyStoreFile keystore;

    private Tls(SSLContext context, boolean clientCertificate, KeyStoreFile keystore) {
        this.context = context;
        this.clientCertificate = clientCertificate;
        this.keystore = keystore;
    }

    /**
     * Empty without a key store.
     *
     * @throws ConfigException if a file cannot be read or holds nothing of use
     */
    public static Optional<Tls> of(ConsoleConfiguration console) {
        return console.keystore().map(keystore -> open(console, keystore));
    }

    private static Tls open(ConsoleConfiguration console, String path) {
        char[] password = console.keystorePassword().orElse("").toCharArray();
        TrustManager @Nullable [] authorities =
                console.clientCa().map(file -> authorities(file, password)).orElse(null);
        try {
            KeyStoreFile keystore = new KeyStoreFile(path, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keystore.keys()}, authorities, null);
            return new Tls(context, authorities != null, keystore);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw refused("keystore", path, e);
        }
    }

    /** Ready to serve. */
    public SSLContext context() {
        return context;
    }

    /** Whether a client must show a certificate. */
    public boolean clientCertificate() {
        return clientCertificate;
    }

    /**
     * Reads the key store again if its file has changed. If that fails, what was read before stays in use until the file
     * changes again.
     *
     * @return whether there are new keys
     */
    public boolean refresh() throws IOException, GeneralSecurityException {
        return keystore.refresh();
    }

    private static TrustManager[] authorities(String file, char[] password) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorityStore(Path.of(file), password));
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw refused("client-ca", file, e);
        }
    }

    /* Certificates as PEM, or a trust store with the key store's password. */
    private static KeyStore authorityStore(Path file, char[] password) throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(file);
        if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
            return KeyStore.getInstance(file.toFile(), password);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        return store;
    }

    private static ConfigException refused(String attribute, String value, Exception cause) {
        String reason = cause instanceof NoSuchFileException || cause instanceof IllegalArgumentException
                ? "there is no such file"
                : String.valueOf(cause.getMessage());
        return new ConfigException(List.of(new Problem(
                null,
                "console",
                attribute,
                value,
                "cannot be used: " + reason,
                "name a readable PKCS12 or JKS store, and its password in keystore-password")));
    }
}
