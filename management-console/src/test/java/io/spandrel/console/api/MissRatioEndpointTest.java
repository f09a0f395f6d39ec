package io.spandrel.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.grid.MissRatios;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MissRatioEndpointTest {

    private static MissRatios curve(double requests, double measured, long capacity, double lru, double expected) {
        return new MissRatios(
                requests, measured, 10, 1, 1000, List.of(new MissRatios.Point(1, capacity, lru, expected)));
    }

    @Test
    void mean_membersOfDifferentLoad_countByTheirReads() {
        MissRatios mean = Objects.requireNonNull(
                MissRatioEndpoint.mean(List.of(curve(300, 0.8, 100, 0.6, 0.9), curve(100, 0.4, 50, 0.2, 0.5))));

        assertThat(mean.requests()).isEqualTo(400);
        assertThat(mean.measured()).isCloseTo(0.7, within(1e-9));
        assertThat(mean.sampledKeys()).isEqualTo(20);
        assertThat(mean.memory()).isEqualTo(2000);
        MissRatios.Point point = mean.points().get(0);
        assertThat(point.capacity()).isEqualTo(150);
        assertThat(point.lru()).isCloseTo(0.5, within(1e-9));
        assertThat(point.expected()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void mean_noReadsYet_isZero() {
        MissRatios mean = Objects.requireNonNull(MissRatioEndpoint.mean(List.of(curve(0, 0, 100, 0, 0))));

        assertThat(mean.measured()).isZero();
        assertThat(mean.points().get(0).expected()).isZero();
    }

    @Test
    void mean_noCurves_isNone() {
        assertThat(MissRatioEndpoint.mean(List.of())).isNull();
    }
}
