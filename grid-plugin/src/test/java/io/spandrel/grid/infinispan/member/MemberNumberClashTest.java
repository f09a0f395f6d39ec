package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.infinispan.TestCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;

/** Two members whose names have one hash. */
class MemberNumberClashTest {

    @Test
    void get_twoNamesWithOneHash_areTwoNumbers() {
        String first = "member";
        String second = sameHash(first);
        try (TestCluster cluster = new TestCluster()) {
            MemberNumber one = number(cluster.join("<grid:grid node-name=\"" + first + "\"/>"));
            MemberNumber other = number(cluster.join("<grid:grid node-name=\"" + second + "\"/>"));
            cluster.awaitMembers(2);

            CompletableFuture<Integer> ofOne = CompletableFuture.supplyAsync(one::get);
            int ofOther = other.get();

            assertThat(List.of(ofOne.join(), ofOther))
                    .doesNotHaveDuplicates()
                    .as("one has the hash: the first, unless the other asked before it")
                    .contains(MemberNumber.of(first));
            assertThat(List.of(one.get(), other.get())).containsExactly(ofOne.join(), ofOther);
        }
    }

    private static String sameHash(String name) {
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; !names.containsKey(MemberNumber.of(name)); i++) {
            names.put(MemberNumber.of("other-" + i), "other-" + i);
        }
        return names.get(MemberNumber.of(name));
    }

    private static MemberNumber number(EmbeddedCacheManager manager) {
        return GlobalComponentRegistry.componentOf(manager, LocalMember.class).number();
    }
}
