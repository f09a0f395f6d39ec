package io.spandrel.grid.infinispan.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.ReadPath;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadPathsTest {

    private final ReadPaths paths = new ReadPaths(EnumSet.allOf(ReadPath.class));

    @Test
    void counts_onlyThePathsThereAre_andThoseThatAnswered() {
        ReadPaths few = new ReadPaths(Set.of(ReadPath.MEMORY, ReadPath.MISSED));
        assertThat(few.counts(0, 0, 0)).containsOnlyKeys(ReadPath.MEMORY, ReadPath.MISSED);

        assertThat(few.counts(0, 1, 0)).containsOnlyKeys(ReadPath.MEMORY, ReadPath.MEMBER, ReadPath.MISSED);
    }

    @Test
    void counts_eachReadOnItsPath() {
        paths.answeredFromStore();
        paths.answeredAbsent();

        assertThat(paths.counts(3, 1, 2))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ReadPath.MEMORY, 2L,
                        ReadPath.STORE, 1L,
                        ReadPath.MEMBER, 1L,
                        ReadPath.ABSENT, 1L,
                        ReadPath.MISSED, 1L));
    }

    @Test
    void counts_whileAReadIsUnderWay_areNeverNegative() {
        paths.answeredFromStore();
        paths.answeredAbsent();

        assertThat(paths.counts(0, 0, 0)).containsEntry(ReadPath.MEMORY, 0L).containsEntry(ReadPath.MISSED, 0L);
    }
}
