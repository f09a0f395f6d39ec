package io.spandrel.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.SaidReport;
import io.spandrel.console.api.Standings.Standing;
import io.spandrel.console.api.Standings.State;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.MissingMember;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final MissingMember EARLIER = new MissingMember("c", NOW.minusSeconds(9));
    private static final MissingMember LATER = new MissingMember("c", NOW.minusSeconds(8));

    @ParameterizedTest
    @CsvSource({"JOINING, JOINING", "READY, READY", "DRAINING, DRAINING", "DRAINED, DRAINED", "UNKNOWN, READY"})
    void state_nobodyComplains_isWhatItSaysOfItself(MemberStanding.State said, State state) {
        Standings standings = standings("a", says("a", standing(said)));

        assertThat(standings.members()).containsExactly(new Standing("a", state, Set.of()));
        assertThat(standings.expected()).isEqualTo(1);
        assertThat(StandingReasons.bad(standings)).isEmpty();
        assertThat(StandingReasons.worthALook(standings)).isEmpty();
    }

    @Test
    void state_otherCannotHearIt_isSuspect() {
        Standings standings = standings("a b", says("a", suspects("b")), says("b", suspects()));

        assertThat(standings.of("b")).isEqualTo(new Standing("b", State.SUSPECT, Set.of("a")));
        assertThat(StandingReasons.worthALook(standings)).containsExactly("Member 'b' does not answer 'a'");
    }

    @Test
    void state_noAnswer_isHungWhoeverElseComplains() {
        Standings standings = standings("a b", says("a", suspects("b")), MemberReport.unanswered("b"));

        assertThat(standings.of("b")).isEqualTo(new Standing("b", State.HUNG, Set.of("a")));
        assertThat(StandingReasons.worthALook(standings)).isEmpty();
    }

    @Test
    void missing_severalTell_isToldOnceAsLastSeen() {
        MissingMember unseen = new MissingMember("c", null);
        for (List<MissingMember> told : List.of(List.of(EARLIER, LATER, unseen), List.of(unseen, LATER, EARLIER))) {
            Standings standings = standings(
                    "a b d",
                    says("a", missing(0, told.get(0))),
                    says("b", missing(0, told.get(1))),
                    says("d", missing(0, told.get(2))));

            assertThat(standings.missing()).containsExactly(LATER);
            assertThat(standings.expected()).isEqualTo(4);
            assertThat(StandingReasons.worthALook(standings))
                    .containsExactly("Member 'c' is missing: it left without stopping in order");
        }
    }

    @Test
    void missing_isThereForThisMember_isNotMissing() {
        Standings standings = standings("a c", says("a", missing(0)), says("c", missing(0, EARLIER)));

        assertThat(standings.missing()).isEmpty();
        assertThat(standings.expected()).isEqualTo(2);
    }

    @Test
    void missing_neverSeen_saysNoMore() {
        Standings standings = standings("a", says("a", missing(0, new MissingMember("c", null))));

        assertThat(StandingReasons.worthALook(standings)).containsExactly("Member 'c' is missing");
    }

    @Test
    void expected_fewerThanTheTransportWaitsFor_isThatNumber() {
        Standings standings = standings("a b", says("a", missing(5, EARLIER)), says("b", missing(0)));

        assertThat(standings.expected()).isEqualTo(5);
        assertThat(StandingReasons.worthALook(standings))
                .contains("2 members are there; initial-cluster-size of the transport asks for 5");
    }

    @Test
    void refusing_isBadAndNamesWhere() {
        MemberStanding refuses =
                new MemberStanding(MemberStanding.State.READY, List.of(), List.of(), 0, List.of("orders"));
        Standings standings = standings("a b", says("a", refuses), says("b", refuses));

        assertThat(StandingReasons.bad(standings))
                .containsExactly("Cache 'orders': no majority of its members can be reached from 'a', 'b';"
                        + " what asks for one is refused there");
    }

    private static Standings standings(String view, MemberReport... reports) {
        List<Member> members = Stream.of(view.split(" "))
                .map(name -> new Member(name, name, null, name.equals("a"), name.equals("a"), NOW, "1"))
                .toList();
        GridReport grid =
                new GridReport(NOW, "test", "a", 1, members, List.of(), List.of(), DrainReport.idle(0), List.of());
        return Standings.of(grid, List.of(reports));
    }

    private static MemberStanding standing(MemberStanding.State state) {
        return new MemberStanding(state, List.of(), List.of(), 0, List.of());
    }

    private static MemberStanding suspects(String... others) {
        return new MemberStanding(MemberStanding.State.READY, List.of(others), List.of(), 0, List.of());
    }

    private static MemberStanding missing(int initialClusterSize, MissingMember... missing) {
        return new MemberStanding(
                MemberStanding.State.READY, List.of(), List.of(missing), initialClusterSize, List.of());
    }

    private static MemberReport says(String member, MemberStanding standing) {
        return SaidReport.of(member).standing(standing).report();
    }
}
