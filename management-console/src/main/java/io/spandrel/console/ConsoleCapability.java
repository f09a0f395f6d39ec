package io.spandrel.console;

import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.console.http.Limits;
import io.spandrel.grid.spi.GridCapability;
import io.spandrel.grid.spi.GridContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Runs the console in a member whose configuration has {@code <grid:console>}. */
public final class ConsoleCapability implements GridCapability {

    @Override
    public String element() {
        return "console";
    }

    @Override
    public AutoCloseable install(GridContext context) {
        ConsoleServer server =
                ConsoleServer.start(configuration(context), Limits.DEFAULT, context.grid(), InstantSource.system());
        Console.started(context.manager(), server.address());
        return () -> {
            Console.stopped(context.manager());
            server.close();
        };
    }

    private static ConsoleConfiguration configuration(GridContext context) {
        @Nullable
        GridContainerConfiguration container = context.configuration().module(GridContainerConfiguration.class);
        @Nullable ConsoleConfiguration console = container == null ? null : container.console();
        if (console == null) {
            throw new IllegalStateException("installed without <grid:console>");
        }
        return console;
    }
}
