package io.spandrel.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.it.faults.cluster.Engine;
import io.spandrel.it.faults.scenario.Scenario;
import io.spandrel.it.faults.scenario.Scenarios;
import io.spandrel.it.faults.trial.Effort;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void of_nothing_isAllScenariosOnceOnPlainInfinispan() {
        Options options = Options.of(new String[0]);

        assertThat(options.scenarios()).isEqualTo(Scenarios.all());
        assertThat(options.seed()).isEqualTo(1);
        assertThat(options.seeds()).isEqualTo(1);
        assertThat(options.engine()).isEqualTo(Engine.PLAIN);
        assertThat(options.effort()).isEqualTo(Effort.FULL);
    }

    @Test
    void of_everything_isTaken() {
        Options options = Options.of(
                "--scenario one-link --scenario kill-two --seed 7 --seeds 20 --engine spandrel --quick --report here"
                        .split(" "));

        assertThat(options.scenarios()).extracting(Scenario::name).containsExactly("one-link", "kill-two");
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.seeds()).isEqualTo(20);
        assertThat(options.engine()).isEqualTo(Engine.SPANDREL);
        assertThat(options.effort()).isEqualTo(Effort.QUICK);
        assertThat(options.report()).isAbsolute().hasFileName("here");
    }

    @Test
    void of_wrongWords_saysWhatThereIs() {
        assertThatThrownBy(() -> Options.of(new String[] {"--scenario", "flood"}))
                .hasMessageContaining("no scenario flood")
                .hasMessageContaining("split-none");
        assertThatThrownBy(() -> Options.of(new String[] {"--engine", "steam"}))
                .hasMessageContaining("no engine steam")
                .hasMessageContaining("plain, spandrel");
        assertThatThrownBy(() -> Options.of(new String[] {"--seed", "0"})).hasMessageContaining("from 1 on, not 0");
        assertThatThrownBy(() -> Options.of(new String[] {"--seed"})).hasMessageContaining("--seed needs a value");
        assertThatThrownBy(() -> Options.of(new String[] {"--fast"})).hasMessageContaining("unknown argument: --fast");
    }

    @Test
    void scenarios_haveNamesOfTheirOwn() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
    }
}
