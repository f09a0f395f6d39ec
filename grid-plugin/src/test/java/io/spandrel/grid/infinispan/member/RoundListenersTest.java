package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.spi.RoundListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RoundListenersTest {

    private static final RoundListener.Round ROUND =
            new RoundListener.Round(RoundListener.Kind.WRITE, "cache", ConsistencyLevel.QUORUM, 1, 2, 3);
    private static final RoundListener.End END = new RoundListener.End(RoundListener.Outcome.DONE, 2);

    private final RoundListeners listeners = new RoundListeners();
    private final List<Object> heard = new ArrayList<>();

    @Test
    void round_listenerClosed_isHeardNoMore() throws Exception {
        AutoCloseable listening = listeners.listen(this::hear);
        listeners.started(ROUND).accept(END);
        assertThat(listeners.none()).isFalse();

        listening.close();

        assertThat(listeners.none()).isTrue();
        assertThat(heard).containsExactly(ROUND, END);
    }

    @Test
    void round_oneListenerThrowsAtItsBeginning_isHeardByTheOthersAlone() {
        listeners.listen(round -> {
            throw new IllegalStateException("at the beginning");
        });
        listeners.listen(this::hear);

        listeners.started(ROUND).accept(END);

        assertThat(heard).containsExactly(ROUND, END);
        assertThat(listeners.none()).isFalse();
    }

    @Test
    void round_listenerThrowsAtItsEnd_isToldOfNoneAnyMore() {
        listeners.listen(round -> end -> {
            throw new IllegalStateException("at the end");
        });

        listeners.started(ROUND).accept(END);

        assertThat(listeners.none()).isTrue();
    }

    private Consumer<RoundListener.End> hear(RoundListener.Round round) {
        heard.add(round);
        return heard::add;
    }
}
