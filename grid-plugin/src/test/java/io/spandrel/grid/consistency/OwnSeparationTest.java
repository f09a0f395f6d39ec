package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnSeparationTest {

    private static final int NUMBER = 7;

    private final HybridLogicalClock clock =
            new HybridLogicalClock(NUMBER, () -> Instant.ofEpochMilli(1_000), Duration.ofSeconds(1), Version.NONE);
    private final OwnSeparation<String> own = new OwnSeparation<>(clock, NUMBER);

    private long write() {
        return clock.next(Version.NONE);
    }

    @Test
    void last_withoutAMerge_isNone() {
        own.installed(List.of("a", "b"), false);
        own.installed(List.of("a"), false);

        assertThat(own.last()).isNull();
    }

    @Test
    void last_afterAMerge_coversWhatWasWrittenApart() {
        own.installed(List.of("a", "b"), false);
        long together = write();
        own.installed(List.of("a"), false);
        long apart = write();
        own.installed(List.of("a", "b"), true);
        long merging = write();
        own.installed(List.of("a", "b"), false);
        long after = write();

        Separation<String> last = own.last();
        assertThat(last).isNotNull();
        assertThat(last.number()).isEqualTo(NUMBER);
        assertThat(last.together()).isEqualTo(Set.of("a"));
        assertThat(last.covers(apart)).isTrue();
        assertThat(List.of(together, merging, after)).noneMatch(last::covers);
    }

    @Test
    void last_sameMembersInNewTopologies_beganWithTheFirst() {
        own.installed(List.of("a", "b"), false);
        own.installed(List.of("a"), false);
        long apart = write();
        own.installed(List.of("a"), false);
        own.installed(List.of("a", "b"), true);

        assertThat(own.last()).matches(last -> last.covers(apart));
    }

    /* Who came may have brought what the other side had written, who went may have taken it there. */
    @Test
    void last_membersCameOrWent_beginsAnew() {
        own.installed(List.of("a", "b"), false);
        long before = write();
        own.installed(List.of("a", "b", "c"), false);
        long between = write();
        own.installed(List.of("a", "b"), false);
        long after = write();
        own.installed(List.of("a", "b", "d"), true);

        Separation<String> last = own.last();
        assertThat(last).isNotNull();
        assertThat(last.covers(after)).isTrue();
        assertThat(List.of(before, between)).noneMatch(last::covers);
    }

    @Test
    void last_theMergeBeginsAnew_isTheSame() {
        own.installed(List.of("a"), false);
        own.installed(List.of("a", "b", "c"), true);
        Separation<String> first = own.last();
        write();
        own.installed(List.of("a", "b"), true);

        assertThat(own.last()).isSameAs(first);
    }

    @Test
    void last_secondMerge_isOfTheTimeBetween() {
        own.installed(List.of("a"), false);
        long first = write();
        own.installed(List.of("a", "b"), true);
        own.installed(List.of("a", "b"), false);
        own.installed(List.of("a"), false);
        long second = write();
        own.installed(List.of("a", "b"), true);

        assertThat(own.last()).matches(last -> last.covers(second) && !last.covers(first));
    }

    @Test
    void last_cameDuringAMerge_isNone() {
        own.installed(List.of("a", "b"), true);

        assertThat(own.last()).isNull();
    }

    @Test
    void covers_versionOfAnotherMember_isNot() {
        own.installed(List.of("a"), false);
        long apart = write();
        own.installed(List.of("a", "b"), true);

        assertThat(own.last()).matches(last -> last.covers(apart) && !last.covers(apart - 1));
    }
}
