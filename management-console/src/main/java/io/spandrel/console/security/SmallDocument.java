package io.spandrel.console.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** A document of some kilobytes that is fetched over HTTP, within bounds of time and size. */
final class SmallDocument {

    private static final Duration SILENCE_MAX = Duration.ofSeconds(2);
    private static final Duration TIME_MAX = Duration.ofSeconds(5);
    private static final int BYTES_MAX = 64 * 1024;

    private SmallDocument() {}

    /*
     * One connection for each: nothing is kept open, and no thread is left behind. Redirects are not followed, since the address
     * is what an operator has trusted.
     */

    /** @throws IOException if it is not there, or beyond the bounds; says which address, and why */
    static byte[] get(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) SILENCE_MAX.toMillis());
        connection.setReadTimeout((int) SILENCE_MAX.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("Connection", "close");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the status is " + connection.getResponseCode());
            }
            return read(connection.getInputStream());
        } catch (IOException e) {
            throw new IOException(address + " cannot be read: " + e.getMessage(), e);
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] read(InputStream from) throws IOException {
        long deadline = System.nanoTime() + TIME_MAX.toNanos();
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            document.write(buffer, 0, count);
            if (document.size() > BYTES_MAX) {
                throw new IOException("it is longer than " + BYTES_MAX + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it took longer than " + TIME_MAX.toSeconds() + " s");
            }
        }
        return document.toByteArray();
    }
}
