package io.spandrel.console;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.ShowValues;
import io.spandrel.console.api.Endpoints;
import io.spandrel.console.api.PageFiles;
import io.spandrel.console.api.Router;
import io.spandrel.console.http.BodyReader;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.spandrel.console.live.EventStreams;
import io.spandrel.console.live.History;
import io.spandrel.console.live.MemberReports;
import io.spandrel.console.live.Sampler;
import io.spandrel.console.security.Accounts;
import io.spandrel.console.security.Audit;
import io.spandrel.console.security.Authentication;
import io.spandrel.console.security.ForeignTokens;
import io.spandrel.console.security.Gate;
import io.spandrel.console.security.LoginDesk;
import io.spandrel.console.security.LoginEndpoint;
import io.spandrel.console.security.Role;
import io.spandrel.console.security.Sessions;
import io.spandrel.console.security.Tls;
import io.spandrel.console.security.UserRealms;
import io.spandrel.grid.Grid;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** One running console. Closing it gives back its port and its threads. */
final class ConsoleServer implements AutoCloseable {

    /** How often the files of keys are looked at. */
    private static final Duration KEYS_INTERVAL = Duration.ofSeconds(1);

    private final HttpServer http;
    private final EventStreams streams;
    private final Sampler sampler;

    private ConsoleServer(HttpServer http, EventStreams streams, Sampler sampler) {
        this.http = http;
        this.streams = streams;
        this.sampler = sampler;
    }

    /** @throws ConfigException if the configuration cannot be served as it stands */
    static ConsoleServer start(ConsoleConfiguration console, Limits limits, Grid grid, InstantSource clock) {
        InetSocketAddress address = BindAddress.of(console);
        Optional<Tls> tls = Tls.of(console);
        Optional<ForeignTokens> foreign = ForeignTokens.of(console, clock);
        Accounts accounts = UserRealms.open(console, ConsoleLog.LOG::weakHashes);

        Refusals refusals = new Refusals();
        Audit audit = new Audit(limits.auditMax(), clock);
        Sessions sessions = new Sessions(console.sessionIdle(), console.sessionMax(), limits, refusals, clock);
        LoginDesk desk = new LoginDesk(accounts, limits, refusals, audit, clock);
        Authentication authentication = new Authentication(sessions, desk, foreign, clock);
        Gate gate = new Gate(address.getAddress().isLoopbackAddress(), limits, refusals, clock);

        MemberReports reports = new MemberReports(grid, clock);
        String run = Long.toHexString(clock.instant().toEpochMilli());
        History history = new History();
        EventStreams streams = new EventStreams(grid, history, authentication::stillIn, limits, refusals, run, clock);
        Sampler sampler = new Sampler(grid, reports, history, streams, clock);

        LoginEndpoint login = new LoginEndpoint(desk, sessions, authentication);
        Endpoints endpoints = new Endpoints(
                grid, reports, sampler, streams, login, refusals, seesValues(console.showValues()), audit);
        HttpHandler router = new Router(
                endpoints,
                new PageFiles(),
                gate,
                authentication,
                new BodyReader(limits.bodyBytesMax(), limits.bodyTime(), refusals),
                audit);

        HttpServer http = HttpServer.start(console, address, tls, limits, router);
        http.every(Sampler.INTERVAL, new SamplingTask(sampler));
        http.every(KEYS_INTERVAL, new KeyRenewal(tls, foreign, audit));
        ConsoleLog.LOG.listening(http.address());
        return new ConsoleServer(http, streams, sampler);
    }

    private static Optional<Role> seesValues(ShowValues least) {
        return Role.named(least.name().toLowerCase(Locale.ROOT));
    }

    Sampler sampler() {
        return sampler;
    }

    URI address() {
        return http.address();
    }

    @Override
    public void close() {
        streams.close();
        http.close();
    }
}
