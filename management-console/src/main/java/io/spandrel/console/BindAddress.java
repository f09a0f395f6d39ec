package io.spandrel.console;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where the console listens. */
final class BindAddress {

    private BindAddress() {}

    /** @throws ConfigException if the address is unknown, or open to others without TLS */
    static InetSocketAddress of(ConsoleConfiguration console) {
        InetAddress address = resolve(console.bindAddress());
        if (!address.isLoopbackAddress() && console.keystore().isEmpty()) {
            throw refused(
                    "bind-address",
                    console.bindAddress(),
                    "is not loopback and needs TLS",
                    "set keystore, or bind to 127.0.0.1");
        }
        return new InetSocketAddress(address, console.port());
    }

    static ConfigException inUse(ConsoleConfiguration console, String reason) {
        return refused(
                "port",
                Integer.toString(console.port()),
                "cannot be listened on: " + reason,
                "choose another port, or 0 for a free one");
    }

    private static InetAddress resolve(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw refused("bind-address", text, "is not an address of this machine", "bind to 127.0.0.1");
        }
    }

    private static ConfigException refused(String attribute, String value, String rule, String fix) {
        return new ConfigException(List.of(new Problem(null, "console", attribute, value, rule, fix)));
    }
}
