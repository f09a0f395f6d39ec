package io.spandrel.grid.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.coordination.SimulatedMembers.Member;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoordinationTest {

    private static final int KEY = 12;

    @Test
    void evict_messagesLostLateAndOutOfOrder_ownersEndUpEven() {
        for (int seed = 0; seed < 300; seed++) {
            SimulatedMembers members = new SimulatedMembers(seed, 4, 30, false);
            Random random = new Random(seed);
            members.lose(4);
            for (int i = 0; i < 400; i++) {
                members.write(random.nextInt(150));
                if (random.nextInt(8) == 0) {
                    members.all().forEach(member -> member.coordination.flush());
                }
                if (random.nextInt(60) == 0) {
                    members.all().forEach(member -> member.coordination.compare());
                }
                if (i == 200) {
                    members.crash(3);
                    members.assign(2);
                }
                if (i == 300) {
                    members.assign(3);
                }
            }
            members.lose(0);

            settle(members);

            for (int segment = 0; segment < SimulatedMembers.SEGMENTS; segment++) {
                int at = segment;
                assertThat(members.owners(segment).stream()
                                .map(id -> Set.copyOf(members.member(id).keys(at)))
                                .distinct())
                        .as("seed %d, segment %d", seed, segment)
                        .hasSize(1);
            }
        }
    }

    private static void settle(SimulatedMembers members) {
        for (int round = 0; round < 60; round++) {
            members.all().forEach(member -> member.coordination.flush());
            members.all().forEach(member -> member.coordination.compare());
            members.deliverAll();
        }
    }

    private static SimulatedMembers twoHolding(boolean stores) {
        SimulatedMembers members = new SimulatedMembers(1, 2, 1_000, stores);
        members.write(KEY);
        return members;
    }

    private static Member primary(SimulatedMembers members) {
        return members.member(members.owners(KEY % SimulatedMembers.SEGMENTS).get(0));
    }

    private static Member backup(SimulatedMembers members) {
        return members.member(members.owners(KEY % SimulatedMembers.SEGMENTS).get(1));
    }

    private static boolean holds(Member member) {
        return member.holds(KEY % SimulatedMembers.SEGMENTS, KEY);
    }

    private static void evictAt(Member member) {
        member.letGo(KEY % SimulatedMembers.SEGMENTS, KEY);
        member.coordination.evicted(KEY);
    }

    @Test
    void flush_evictedKey_leavesTheBackupToo() {
        SimulatedMembers members = twoHolding(false);
        evictAt(primary(members));

        primary(members).coordination.flush();
        members.deliverAll();

        assertThat(holds(backup(members))).isFalse();
        assertThat(primary(members).coordination.report().victimsSent()).isEqualTo(1);
        assertThat(backup(members).coordination.report().followed()).isEqualTo(1);
    }

    @Test
    void flush_keyWrittenAgainMeanwhile_isNotTold() {
        SimulatedMembers members = twoHolding(false);
        evictAt(primary(members));
        members.write(KEY);

        primary(members).coordination.flush();
        members.deliverAll();

        assertThat(holds(backup(members))).isTrue();
        assertThat(primary(members).coordination.report().victimsSent()).isZero();
    }

    @Test
    void flush_keyBeingWritten_waitsForTheNextFlush() {
        SimulatedMembers members = twoHolding(false);
        evictAt(primary(members));
        primary(members).beingWritten.add(KEY);
        primary(members).coordination.flush();
        members.deliverAll();
        assertThat(holds(backup(members))).isTrue();

        primary(members).beingWritten.clear();
        primary(members).coordination.flush();
        members.deliverAll();

        assertThat(holds(backup(members))).isFalse();
    }

    @Test
    void follow_senderIsNotThePrimary_isRefusedAndCounted() {
        SimulatedMembers members = twoHolding(false);

        primary(members).coordination.follow(backup(members).id, List.of(KEY));

        assertThat(holds(primary(members))).isTrue();
        assertThat(primary(members).coordination.report().refused()).isEqualTo(1);
    }

    @Test
    void readAsBackup_told_isAHitAtThePrimary() {
        SimulatedMembers members = twoHolding(false);
        backup(members).coordination.readAsBackup(KEY);

        backup(members).coordination.flush();
        members.deliverAll();

        assertThat(primary(members).hits).isEqualTo(1);
        assertThat(backup(members).coordination.report().readsSent()).isEqualTo(1);
        assertThat(primary(members).coordination.report().readsHeard()).isEqualTo(1);
    }

    @Test
    void heard_keyOnlyInThePrimarysStore_isLoaded() {
        SimulatedMembers members = twoHolding(true);
        primary(members).letGo(KEY % SimulatedMembers.SEGMENTS, KEY);

        primary(members).coordination.heard(List.of(KEY));

        assertThat(primary(members).loaded).containsExactly(KEY);
    }

    @Test
    void compare_backupLacksAKey_leavesThePrimaryOnlyAfterTheSecondRound() {
        SimulatedMembers members = twoHolding(false);
        backup(members).letGo(KEY % SimulatedMembers.SEGMENTS, KEY);

        primary(members).coordination.compare();
        members.deliverAll();
        assertThat(holds(primary(members))).isTrue();
        primary(members).coordination.compare();
        members.deliverAll();

        assertThat(holds(primary(members))).isFalse();
        assertThat(primary(members).coordination.report().evened()).isEqualTo(1);
    }

    @Test
    void compare_withAStore_aBackupMayLackAKey() {
        SimulatedMembers members = twoHolding(true);
        backup(members).letGo(KEY % SimulatedMembers.SEGMENTS, KEY);

        settle(members);

        assertThat(holds(primary(members))).isTrue();
    }

    @Test
    void compare_onlyABackupHoldsAKey_leavesThere() {
        SimulatedMembers members = twoHolding(true);
        primary(members).letGo(KEY % SimulatedMembers.SEGMENTS, KEY);

        settle(members);

        assertThat(holds(backup(members))).isFalse();
    }

    @Test
    void evicted_moreThanMayWait_areDroppedAndCounted() {
        SimulatedMembers members = twoHolding(false);
        Member member = primary(members);

        IntStream.range(0, 20_000).forEach(key -> {
            member.coordination.evicted(key);
            member.coordination.readAsBackup(key);
        });

        CoordinationReport report = member.coordination.report();
        assertThat(report.victimsDropped()).isEqualTo(20_000 - 16_384);
        assertThat(report.readsDropped()).isEqualTo(20_000 - 4_096);
        assertThat(member.flushesWanted).isPositive();
    }
}
