package io.spandrel.grid.infinispan.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import io.spandrel.grid.Member;
import io.spandrel.grid.infinispan.FreePorts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.BaseBundler;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TCP_NIO2;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.dns.DNS_PING;
import org.jgroups.util.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stacks in the jar, over real sockets. */
class StacksTest {

    private static final String HOSTS = "jgroups.tcpping.initial_hosts";
    private static final String PORT = "jgroups.bind.port";

    private final List<DefaultCacheManager> managers = new ArrayList<>();

    @AfterEach
    void stop() {
        managers.forEach(DefaultCacheManager::stop);
        System.clearProperty(HOSTS);
        System.clearProperty(PORT);
        System.clearProperty("jgroups.dns.query");
    }

    @Test
    void tcp_threeMembersAndOneDies_isSeen() throws Exception {
        List<Integer> ports = FreePorts.take(3);
        System.setProperty(
                HOSTS,
                String.join(
                        ",",
                        ports.stream().map(port -> "127.0.0.1[" + port + "]").toList()));
        for (int port : ports) {
            System.setProperty(PORT, Integer.toString(port));
            managers.add(start("spandrel-tcp", "stacks-" + ports.get(0), "member-" + port));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Grid.of(managers.get(0)).members().size() == 3);
        assertThat(Grid.of(managers.get(1)).members())
                .extracting(Member::physicalAddress)
                .containsExactlyInAnyOrderElementsOf(
                        ports.stream().map(port -> "127.0.0.1:" + port).toList());

        kill(channel(managers.get(2)));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Grid.of(managers.get(0)).members().size() == 2);
    }

    @Test
    void tcp_failureDetection_takesSecondsAndListensWhereTheTransportDoes() throws Exception {
        System.setProperty(PORT, Integer.toString(FreePorts.take(1).get(0)));

        managers.add(start("spandrel-tcp", "stacks-alone", "alone"));

        JChannel channel = channel(managers.get(0));
        assertThat(channel.getProtocolStack().getTransport()).isInstanceOf(TCP_NIO2.class);
        FD_SOCK2 detection = channel.getProtocolStack().findProtocol(FD_SOCK2.class);
        assertThat(detection.getBindAddress())
                .isEqualTo(((TP) channel.getProtocolStack().getTransport()).getBindAddress())
                .isEqualTo(InetAddress.getByName("127.0.0.1"));
        FD_ALL3 heartbeats = channel.getProtocolStack().findProtocol(FD_ALL3.class);
        assertThat(heartbeats.getTimeout() + heartbeats.getInterval()).isEqualTo(5_000);
        assertBuffersOutliveConnections(channel);
    }

    @Test
    void kubernetes_byName_asksTheNameServer() throws Exception {
        System.setProperty(PORT, Integer.toString(FreePorts.take(1).get(0)));
        System.setProperty("jgroups.dns.query", "localhost");

        managers.add(start("spandrel-kubernetes", "stacks-kubernetes", "pod"));

        JChannel channel = channel(managers.get(0));
        DNS_PING discovery = channel.getProtocolStack().findProtocol(DNS_PING.class);
        assertThat(discovery).isNotNull();
        assertBuffersOutliveConnections(channel);
        assertThat(Grid.of(managers.get(0)).members()).extracting(Member::name).containsExactly("pod");
    }

    @Test
    void unknownStack_isRefusedByInfinispan() {
        assertThatThrownBy(() -> start("spandrel-pigeons", "stacks-none", "nobody"))
                .hasStackTraceContaining("spandrel-pigeons");
    }

    /* What is sent to a member that is gone, after its buffer was let go, makes another one, which stays for good. */
    private static void assertBuffersOutliveConnections(JChannel channel) {
        BaseBundler bundler =
                (BaseBundler) channel.getProtocolStack().getTransport().getBundler();
        UNICAST3 unicast = channel.getProtocolStack().findProtocol(UNICAST3.class);
        assertThat(bundler.removeDelay()).isGreaterThan(2 * unicast.getConnCloseTimeout());
    }

    private static DefaultCacheManager start(String stack, String cluster, String member) {
        GlobalConfigurationBuilder container = GlobalConfigurationBuilder.defaultClusteredBuilder();
        container.transport().clusterName(cluster).nodeName(member).stack(stack);
        container.jmx().disable();
        return new DefaultCacheManager(container.build());
    }

    private static JChannel channel(DefaultCacheManager manager) {
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class)).getChannel();
    }

    /* Stops the protocols without saying good-bye, as the end of a process would. */
    private static void kill(JChannel channel) throws Exception {
        Util.shutdown(channel);
    }
}
