package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class S3FifoPolicyTest extends EvictionPolicyContract {

    @Override
    EvictionPolicyFactory factory() {
        return EvictionPolicies.find("s3-fifo", getClass().getClassLoader());
    }

    @Override
    void checkInvariants(EvictionPolicy<?> policy) {
        ((S3FifoPolicy) policy).checkInvariants();
    }

    @Test
    void victim_usedOnceOnly_leavesSmallInOrder() {
        Driver driver = new Driver(10);
        IntStream.range(0, 12).forEach(driver::request);

        assertThat(driver.victims).containsExactly(0, 1);
    }

    @Test
    void victim_usedTwiceInSmall_movesToMain() {
        Driver driver = new Driver(10);
        IntStream.range(0, 10).forEach(driver::request);
        driver.request(0);
        driver.request(0);

        driver.request(10);

        assertThat(driver.victims).containsExactly(1);
        assertThat(driver.keys()).contains(0);
    }

    @Test
    void insert_ghost_goesToMainAndOutlivesSmall() {
        Driver driver = new Driver(10);
        IntStream.range(0, 11).forEach(driver::request);
        assertThat(driver.victims).containsExactly(0);

        driver.request(0);
        IntStream.range(11, 20).forEach(driver::request);

        assertThat(driver.keys()).contains(0);
    }
}
