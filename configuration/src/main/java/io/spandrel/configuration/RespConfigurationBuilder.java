package io.spandrel.configuration;

/** Builds {@code <grid:resp>}. */
public final class RespConfigurationBuilder
        extends ElementBuilder<GridContainerConfigurationBuilder, RespConfigurationBuilder> {

    RespConfigurationBuilder(GridContainerConfigurationBuilder parent) {
        super(parent, parent.draft(), "resp");
    }

    /** Address the endpoint listens on. */
    public RespConfigurationBuilder bindAddress(String bindAddress) {
        return text("bind-address", bindAddress);
    }

    /** Port the endpoint listens on; 0 takes a free one. */
    public RespConfigurationBuilder port(int port) {
        return count("port", port);
    }

    /** Cache that serves the commands. */
    public RespConfigurationBuilder defaultCache(String defaultCache) {
        return text("default-cache", defaultCache);
    }

    /** File of users and their password hashes. Absent: no login is asked for. */
    public RespConfigurationBuilder users(String users) {
        return text("users", users);
    }
}
