package io.spandrel.configuration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * The Redis protocol served by this member.
 *
 * @param bindAddress address the endpoint listens on.
 * @param port port the endpoint listens on; 0 takes a free one.
 * @param defaultCache cache that serves the commands.
 * @param users file of users and their password hashes. Absent: no login is asked for.
 */
@Element(value = "resp", parent = "grid", doc = "The Redis protocol served by this member.")
public record RespConfiguration(
        @Attribute(value = "Address the endpoint listens on.", local = true, or = "127.0.0.1")
        @NotBlank(message = "must not be empty")
        String bindAddress,

        @Attribute(value = "Port the endpoint listens on; 0 takes a free one.", local = true, or = "6379")
        @Min(value = 0, message = "must be a port, 0 to 65535")
        @Max(value = 65535, message = "must be a port, 0 to 65535")
        int port,

        @Attribute(value = "Cache that serves the commands.", local = true, or = "resp")
        @NotBlank(message = "must not be empty")
        String defaultCache,

        @Attribute(value = "File of users and their password hashes. Absent: no login is asked for.", local = true)
        Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be empty") String> users) {}
