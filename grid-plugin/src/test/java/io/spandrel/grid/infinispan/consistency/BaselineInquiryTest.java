package io.spandrel.grid.infinispan.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.negativelookup.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A member that has joined, and the one that it asks. */
class BaselineInquiryTest {

    private static final Address PEER = Address.fromNodeUUID(new UUID(0, 1));
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final List<Long> askedAtMillis = new ArrayList<>();
    private final BaselineInquiry inquiry = new BaselineInquiry(
            "cache", this::ask, new KeyBytes(new JavaSerializationMarshaller()), time.timers(), TIMEOUT);
    private final Asker asker = new Asker();

    /** Null: it has none. */
    private BaselineCommand.@Nullable Reply answer;

    @Test
    void ask_noAnswer_asksAfterTwiceAsLongEachTimeAndAtMostAfterTheTimeout() {
        inquiry.begin(asker);

        time.run(Duration.ofSeconds(5));

        assertThat(askedAtMillis).containsExactly(0L, 20L, 60L, 140L, 300L, 620L, 1_260L, 2_260L, 3_260L, 4_260L);
        assertThat(inquiry.repeated()).isEqualTo(10);
    }

    @Test
    void ask_otherTopology_asksAtOnceAndBeginsAnew() {
        inquiry.begin(asker);
        time.run(Duration.ofMillis(1_000));
        askedAtMillis.clear();

        inquiry.hurry();
        time.run(Duration.ofMillis(500));

        assertThat(askedAtMillis).containsExactly(1_000L, 1_020L, 1_060L, 1_140L, 1_300L);
    }

    @Test
    void ask_answeredAtLast_asksNoMore() {
        inquiry.begin(asker);
        time.run(Duration.ofSeconds(2));
        askedAtMillis.clear();
        answer = BaselineCommand.Reply.UNKNOWN;

        time.run(Duration.ofMinutes(1));
        inquiry.hurry();
        time.run(Duration.ofMinutes(1));

        assertThat(askedAtMillis).containsExactly(2_260L);
        assertThat(asker.found).isTrue();
        inquiry.await();
    }

    @Test
    void close_noAnswerYet_asksNoMore() {
        inquiry.begin(asker);
        time.run(Duration.ofSeconds(1));
        askedAtMillis.clear();

        inquiry.close();
        time.run(Duration.ofMinutes(1));

        assertThat(askedAtMillis).isEmpty();
        assertThat(asker.found).isFalse();
    }

    private CompletableFuture<Map<Address, Answer<BaselineCommand.Reply>>> ask(List<Address> members) {
        assertThat(members).containsExactly(PEER);
        askedAtMillis.add(Duration.ofNanos(time.now()).toMillis());
        return CompletableFuture.completedFuture(Map.of(PEER, new Answer<>(answer, null)));
    }

    private static final class Asker implements BaselineInquiry.Asker {

        private boolean found;

        @Override
        public List<Address> peers() {
            return List.of(PEER);
        }

        @Override
        public void inherit(Baseline baseline) {
            throw new AssertionError(baseline);
        }

        @Override
        public void found() {
            found = true;
        }
    }
}
