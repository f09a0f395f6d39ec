package io.spandrel.it.console;

import io.spandrel.it.process.FreePorts;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A grid of three processes with some caches, the first with a console if asked for. Used by one thread. */
public final class ConsoleGrid implements AutoCloseable {

    private static final int MEMBERS = 3;
    private static final long LIMIT_SECONDS = 90;
    private static final int LOG_LINES = 40;
    private static final String CACHES = """
            <distributed-cache name="pages" owners="2" statistics="true">
              <grid:eviction policy="s3-fifo" max-count="500" miss-ratio-curve="true"/>
            </distributed-cache>
            <distributed-cache name="orders" owners="3" statistics="true"><grid:consistency/></distributed-cache>
            <replicated-cache name="countries" statistics="true"/>
            """;

    private record Member(JavaProcess process, BlockingQueue<String> answers) {

        String ask(String line) {
            process.tell(line);
            return answer();
        }

        String answer() {
            try {
                String answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
                if (answer == null) {
                    throw new IllegalStateException(
                            process + " did not answer within " + LIMIT_SECONDS + " s\n" + process.logTail(LOG_LINES));
                }
                return answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private final Path directory;
    private final boolean console;
    private final List<Integer> ports = FreePorts.take(MEMBERS + 1);
    private final List<Member> members = new ArrayList<>();

    /**
     * Starts it.
     *
     * @param directory for logs; must hold {@code users.properties} and {@code groups.properties} if there is a console
     */
    public ConsoleGrid(Path directory, boolean console) {
        this.directory = directory;
        this.console = console;
        try {
            for (int index = 0; index < MEMBERS; index++) {
                members.add(launch(index));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the console is. */
    public URI console() {
        return URI.create("http://127.0.0.1:" + ports.get(MEMBERS) + "/");
    }

    /** Nanoseconds of processor time that a member has taken. */
    public long cpuNanos(int index) {
        return Long.parseLong(members.get(index).ask(ConsoleMember.CPU));
    }

    /** What a member holds, after a collection. */
    public Usage usage(int index) {
        return Usage.of(members.get(index).ask(ConsoleMember.USAGE));
    }

    /** Has a member read and write from now on. */
    public void load(int index) {
        members.get(index).ask(ConsoleMember.LOAD);
    }

    /** Ends a member as {@code kill -9} does. */
    public void kill(int index) {
        members.get(index).process().kill();
    }

    /** Stops a member where it stands; it stays in the view for some 20 s. */
    public void freeze(int index) {
        members.get(index).process().freeze();
    }

    /** Lets a member go on that was stopped. */
    public void thaw(int index) {
        members.get(index).process().thaw();
    }

    /** Starts a member that has been killed, and returns when its caches run. */
    public void restart(int index) {
        members.set(index, launch(index));
    }

    private Member launch(int index) {
        String name = "member-" + (index + 1);
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        JavaProcess process = JavaProcess.of(ConsoleMember.class)
                .jvm("-Xmx256m", "-XX:+UseSerialGC")
                .arguments(write(name, index).toString())
                .start(name, directory, answers::add);
        Member member = new Member(process, answers);
        String answer = member.answer();
        if (!answer.equals(ConsoleMember.READY)) {
            throw new IllegalStateException("not ready: " + answer + "\n" + process.logTail(LOG_LINES));
        }
        return member;
    }

    private Path write(String name, int index) {
        try {
            return Files.writeString(directory.resolve(name + ".xml"), xml(name, index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String xml(String name, int index) {
        String hosts = ports.subList(0, MEMBERS).stream()
                .map(port -> "127.0.0.1[" + port + "]")
                .collect(Collectors.joining(","));
        return """
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <jgroups><stack name="console" extends="spandrel-tcp">
                    <TCP_NIO2 xmlns="urn:org:jgroups" bind_port="%d" port_range="0"/>
                    <TCPPING xmlns="urn:org:jgroups" initial_hosts="%s"/>
                    <FD_ALL3 xmlns="urn:org:jgroups" timeout="20s"/>
                  </stack></jgroups>
                  <cache-container name="console" statistics="true">
                    <transport cluster="console-%d" node-name="%s" stack="console"/>
                    %s
                    %s
                  </cache-container>
                </infinispan>
                """.formatted(
                        ports.get(index), hosts, ports.get(0), name, console && index == 0 ? element() : "", CACHES);
    }

    private String element() {
        return """
                <grid:grid><grid:console port="%d" users="%2$s/users.properties" groups="%2$s/groups.properties"/></grid:grid>
                """.formatted(ports.get(MEMBERS), directory);
    }

    @Override
    public void close() {
        members.forEach(member -> member.process().end());
        members.forEach(member -> member.process().close());
    }
}
