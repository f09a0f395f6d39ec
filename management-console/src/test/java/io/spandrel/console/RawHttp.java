package io.spandrel.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends what no well-behaved client would, and reads what comes back until the connection closes. */
final class RawHttp {

    private RawHttp() {}

    /** @param head request line and headers, without the final empty line */
    static String send(URI server, String head, String body) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            byte[] request = (head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(request);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + head, e);
        }
    }

    static String get(URI server, String target, String... headers) {
        String more = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        return send(server, "GET " + target + " HTTP/1.1\nHost: localhost:" + server.getPort() + more, "");
    }

    static int status(String answer) {
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private static String read(InputStream in) {
        StringBuilder answer = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
            }
        } catch (IOException reset) {
            return answer.toString();
        }
        return answer.toString();
    }
}
