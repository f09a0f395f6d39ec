package io.spandrel.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.it.process.FreePorts;
import io.spandrel.it.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes over TCP with the stack that ships, one of which dies. */
class ProcessesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENTRIES = 200;

    @TempDir
    private Path logs;

    private final List<Integer> ports = FreePorts.take(3);
    private final List<Remote> members = new ArrayList<>();

    @BeforeEach
    void start() throws InterruptedException {
        for (int port : ports) {
            members.add(new Remote(port));
        }
        awaitSettled(3);
    }

    @AfterEach
    void stop() {
        members.forEach(Remote::end);
        members.forEach(Remote::close);
    }

    @Test
    void kill_oneOfThree_losesNothingAndIsRemembered() throws InterruptedException {
        for (int i = 0; i < ENTRIES; i++) {
            members.get(i % 3).ask("put key-" + i + " value-" + i);
        }

        members.remove(2).process.kill();
        awaitSettled(2);

        for (int i = 0; i < ENTRIES; i++) {
            assertThat(members.get(i % 2).ask("get key-" + i)).isEqualTo("is value-" + i);
        }
        assertThat(members.get(0).ask("views")).contains("kind=VIEW").contains("member-" + ports.get(2));
    }

    private void awaitSettled(int count) throws InterruptedException {
        for (Remote member : members) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> member.ask("members").equals("" + count)
                            && member.ask("settled " + count).equals("true"));
        }
    }

    /** A member as its parent sees it. */
    private final class Remote {

        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final JavaProcess process;

        Remote(int port) throws InterruptedException {
            process = JavaProcess.of(TestMember.class)
                    .jvm("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .property("test.cluster", "processes-" + ports.get(0))
                    .property("test.member", "member-" + port)
                    .property("jgroups.bind.port", port)
                    .property("jgroups.tcpping.initial_hosts", hosts())
                    .arguments("cluster/process.xml")
                    .start("member-" + port, logs, answers::add);
            assertThat(next()).isEqualTo(TestMember.READY);
        }

        String ask(String command) throws InterruptedException {
            process.tell(command);
            return next();
        }

        void end() {
            process.end();
        }

        void close() {
            process.close();
        }

        private String next() throws InterruptedException {
            String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer)
                    .as(() -> process + " does not answer:\n" + process.logTail(60))
                    .isNotNull();
            return answer;
        }

        private String hosts() {
            return ports.stream().map(port -> "127.0.0.1[" + port + "]").collect(Collectors.joining(","));
        }
    }
}
