package io.spandrel.console.security;

import io.undertow.server.HttpServerExchange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What counts as one client: an IPv4 address, or an IPv6 network of 64 bits, of which one client may use every address. */
final class ClientAddress {

    private ClientAddress() {}

    static String of(HttpServerExchange exchange) {
        @Nullable InetAddress address = exchange.getSourceAddress().getAddress();
        return address == null ? "unknown" : of(address);
    }

    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, 8, 16, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
