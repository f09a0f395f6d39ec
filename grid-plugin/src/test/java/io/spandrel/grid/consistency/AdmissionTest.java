package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    @ParameterizedTest
    @CsvSource({
        "7, former, 7, present, REPLACED",
        "6, former, 7, present, REPLACED",
        "8, former, 7, present, REPLACED",
        "7, present, 7, present, ADMITTED",
        "6, present, 7, present, OUTDATED",
        "8, present, 7, present, OUTDATED"
    })
    void of_senderAndTopology_admitsThePrimaryOfTheSameTopologyAlone(
            int sentIn, String sender, int installed, String primary, Admission expected) {
        assertThat(Admission.of(sentIn, sender, installed, primary)).isEqualTo(expected);
    }

    @Test
    void acknowledged_topologyChangedWhileItWasStored_onlyFromWhoIsPrimaryStill() {
        assertThat(Admission.of(6, "present", 7, "present").acknowledged()).isTrue();
        assertThat(Admission.of(6, "former", 7, "present").acknowledged()).isFalse();
    }
}
