package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Which owners do you count the rounds of this cache against? */
@ProtoTypeId(TypeIds.BASELINE_COMMAND)
public final class BaselineCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoFactory
    public BaselineCommand(String cache) {
        this.cache = cache;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        ExpectedTopology expected = member.caches().find(cache, ExpectedTopology.class);
        return CompletableFuture.completedFuture(expected == null ? null : expected.reply());
    }

    @Override
    public String toString() {
        return "BaselineCommand{cache=" + cache + '}';
    }

    /**
     * @param topologyId of the stable topology that counts
     * @param hash who owns what in it, as Infinispan's marshaller writes it; nothing: the member does not know either
     * @param members whose names are known
     * @param names in the order of the members
     * @param left who of the stable topology is gone for good
     */
    @ProtoName("BaselineReply")
    @ProtoTypeId(TypeIds.BASELINE_REPLY)
    public record Reply(
            @ProtoField(1) int topologyId,
            @ProtoField(2) List<byte[]> hash,
            @ProtoField(3) List<String> members,
            @ProtoField(4) List<String> names,
            @ProtoField(5) List<String> left) {

        static final Reply UNKNOWN = new Reply(0, List.of(), List.of(), List.of(), List.of());

        @ProtoFactory
        public Reply {}

        static Reply of(Baseline baseline, KeyBytes bytes) {
            List<Map.Entry<Address, String>> named =
                    List.copyOf(baseline.names().entrySet());
            return new Reply(
                    baseline.topologyId(),
                    bytes.write(List.of(baseline.hash())),
                    named.stream().map(entry -> text(entry.getKey())).toList(),
                    named.stream().map(Map.Entry::getValue).toList(),
                    baseline.left().stream().map(Reply::text).toList());
        }

        boolean known() {
            return !hash.isEmpty();
        }

        Baseline baseline(KeyBytes bytes) {
            Map<Address, String> named = new HashMap<>();
            for (int i = 0; i < members.size(); i++) {
                named.put(address(members.get(i)), names.get(i));
            }
            Set<Address> gone = new HashSet<>();
            left.forEach(member -> gone.add(address(member)));
            return new Baseline(topologyId, (ConsistentHash) bytes.read(hash).get(0), named, gone);
        }

        private static String text(Address member) {
            return member.getNodeUUID().toString();
        }

        private static Address address(String text) {
            return Address.fromNodeUUID(UUID.fromString(text));
        }
    }
}
