package io.spandrel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.Spandrel;
import java.io.IOException;
import java.net.URI;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;

/** The console in a real member. */
class ConsoleCapabilityTest {

    @Test
    void member_withConsole_servesItUntilItStops() throws IOException {
        ConsoleConfiguration users = TestConsole.configuration(console -> {});
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        Spandrel.container(global)
                .console()
                .port(0)
                .users(users.users().orElseThrow())
                .groups(users.groups().orElseThrow());
        URI address;
        try (EmbeddedCacheManager manager = new DefaultCacheManager(global.build())) {
            address = Console.address(manager).orElseThrow();

            assertThat(RawHttp.status(RawHttp.get(address, "/health/live"))).isEqualTo(200);
            assertThat(RawHttp.status(RawHttp.get(address, "/health"))).isEqualTo(401);
            assertThat(RawHttp.get(
                            address,
                            "/api/v1/members",
                            "Authorization: " + TestConsole.basic("viewer", TestConsole.PASSWORD)))
                    .contains("\"answered\":true");

            manager.stop();
            assertThat(Console.address(manager)).isEmpty();
        }
        assertThatThrownBy(() -> RawHttp.get(address, "/health/live")).hasMessageContaining("no answer");
    }

    @Test
    void member_withConsoleButNoUser_doesNotStart() {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        Spandrel.container(global).console().port(0);

        assertThatThrownBy(() -> new DefaultCacheManager(global.build()).close())
                .hasStackTraceContaining("<grid:console> users: the console does not start without a user");
    }
}
