package io.spandrel.grid.infinispan.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.Test;

class AccusationsTest {

    private static final Address ACCUSED = Address.random();
    private static final Address FIRST = Address.random();
    private static final Address SECOND = Address.random();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Accusations accusations = new Accusations(nanos::get);

    @Test
    void count_ofMembersThatSaidItSeveralTimes_isOfMembers() {
        accusations.add(ACCUSED, FIRST);
        accusations.add(ACCUSED, FIRST);
        accusations.add(ACCUSED, SECOND);

        assertThat(accusations.count(ACCUSED)).isEqualTo(2);
    }

    @Test
    void count_ofAnotherAccused_doesNotCount() {
        accusations.add(FIRST, SECOND);

        assertThat(accusations.count(ACCUSED)).isZero();
    }

    @Test
    void count_twoSecondsLater_isOfThoseThatSaidItAgain() {
        accusations.add(ACCUSED, FIRST);
        accusations.add(ACCUSED, SECOND);

        nanos.addAndGet(Accusations.HEARD.toNanos());
        accusations.add(ACCUSED, SECOND);
        nanos.incrementAndGet();

        assertThat(accusations.count(ACCUSED)).isEqualTo(1);
    }
}
