package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Members write one key, lose sight of each other, notice it sooner or later, and are merged in parts: whatever is called a conflict
 * was written without knowledge of the other write.
 */
class ContestSimulationTest {

    private static final int SEEDS = 2_000;
    private static final int MEMBERS = 5;
    private static final int STEPS = 120;

    private long now = 1_000_000;
    private long conflicts;
    private long asked;

    /** What is under the key, and of what its writer had known; a write is known by its version. */
    private record State(long version, boolean live, Set<Long> known) {

        Digest digest() {
            return live ? Digest.value(version, Digest.NEVER) : Digest.tombstone(version);
        }
    }

    private final class Member {

        private final int number;
        private final HybridLogicalClock clock;
        private final OwnSeparation<Integer> own;
        private Set<Integer> together = Set.of();
        private State held = new State(Version.NONE, false, Set.of());

        Member(int number, long ahead) {
            this.number = number;
            this.clock = new HybridLogicalClock(
                    number, () -> Instant.ofEpochMilli(now + ahead), Duration.ofMinutes(1), Version.NONE);
            this.own = new OwnSeparation<>(clock, number);
        }

        void notices(Set<Integer> members) {
            together = Set.copyOf(members);
            own.installed(members, false);
        }

        State write(boolean live) {
            return new State(clock.next(held.version), live, with(held.known, held.version));
        }

        void takes(State state) {
            clock.seen(state.version);
            held = state.version > held.version ? state : held;
        }
    }

    private static Set<Long> with(Set<Long> some, long... more) {
        Set<Long> all = new HashSet<>(some);
        for (long one : more) {
            all.add(one);
        }
        return all;
    }

    @Test
    void of_anyHistory_whatIsInConflictWasNotKnown() {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed);
        }

        assertThat(conflicts).as("conflicts in all runs").isGreaterThan(SEEDS / 2);
        assertThat(asked).as("of them with a choice").isGreaterThan(SEEDS / 4);
    }

    private void run(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new Member(i, random.nextInt(40)));
        }
        Set<Integer> all = new HashSet<>(List.of(0, 1, 2, 3, 4));
        members.forEach(member -> member.notices(all));
        int[] island = new int[MEMBERS];
        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(12);
            Member member = members.get(random.nextInt(MEMBERS));
            switch (random.nextInt(10)) {
                case 0 -> island[member.number] = random.nextInt(3);
                case 1, 2, 3 -> member.notices(reachable(members, island, member));
                case 4 -> merge(seed, members, island, random);
                default -> write(members, member, random);
            }
        }
        java.util.Arrays.fill(island, 0);
        merge(seed, members, island, random);
    }

    /** Those of its own that a member still reaches. */
    private static Set<Integer> reachable(List<Member> members, int[] island, Member member) {
        Set<Integer> reachable = new HashSet<>();
        for (Member other : members) {
            if (island[other.number] == island[member.number] && member.together.contains(other.number)) {
                reachable.add(other.number);
            }
        }
        return reachable;
    }

    /* An owner takes a write in the writer's own topology alone; messages may be late, so a cut does not keep them. */
    private static void write(List<Member> members, Member writer, SplittableRandom random) {
        State state = writer.write(random.nextInt(5) > 0);
        writer.takes(state);
        for (Member other : members) {
            if (other != writer && other.together.equals(writer.together) && random.nextInt(4) > 0) {
                other.takes(state);
            }
        }
    }

    /* Of all members on one island, whether they have noticed who is not there or not. */
    private void merge(int seed, List<Member> members, int[] island, SplittableRandom random) {
        int where = island[random.nextInt(MEMBERS)];
        List<Member> met = members.stream()
                .filter(member -> island[member.number] == where)
                .toList();
        List<Integer> names = met.stream().map(member -> member.number).toList();
        met.forEach(member -> member.own.installed(names, true));
        Separations<Integer> separations =
                new Separations<>(met.stream().map(member -> member.own.last()).toList());
        met.forEach(member -> member.clock.seen(separations.end()));
        settle(seed, met, separations, random);
        met.forEach(member -> member.notices(new HashSet<>(names)));
    }

    private void settle(int seed, List<Member> met, Separations<Integer> separations, SplittableRandom random) {
        Map<Integer, Digest> held = new HashMap<>();
        met.forEach(member -> held.put(member.number, member.held.digest()));
        Contest<Integer> contest = Contest.of(held, separations);
        State newest = of(met, contest.newest());
        State stays = newest;
        for (Contest.Entrant<Integer> rival : contest.rivals()) {
            State state = of(met, rival);
            assertThat(newest.known)
                    .as("seed %d: %s knew of the older %s", seed, newest.digest(), state.digest())
                    .doesNotContain(state.version);
            assertThat(state.known)
                    .as("seed %d: %s knew of the newer %s", seed, state.digest(), newest.digest())
                    .doesNotContain(newest.version);
            conflicts++;
            asked += rival.eligible() ? 1 : 0;
            stays = rival.eligible() && random.nextBoolean() ? state : stays;
        }
        if (contest.open()) {
            Member primary = met.get(random.nextInt(met.size()));
            Set<Long> known = new HashSet<>();
            met.forEach(member -> known.addAll(with(member.held.known, member.held.version)));
            stays = new State(separations.settledBy(primary.number), stays.live, known);
        }
        State outcome = stays;
        assertThat(met).as("seed %d: newer than all", seed).allMatch(member -> member.held.version <= outcome.version);
        met.stream().filter(member -> random.nextInt(5) > 0).forEach(member -> member.takes(outcome));
    }

    private static State of(List<Member> met, Contest.Entrant<Integer> entrant) {
        return met.stream()
                .filter(member -> member.number == entrant.holder())
                .findFirst()
                .orElseThrow()
                .held;
    }
}
