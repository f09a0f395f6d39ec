package io.spandrel.it.bench;

import io.spandrel.it.faults.cluster.Settings;
import io.spandrel.it.faults.network.Ability;
import io.spandrel.it.faults.scenario.CutLink;
import io.spandrel.it.faults.scenario.Fault;
import io.spandrel.it.faults.scenario.Freeze;
import io.spandrel.it.faults.workload.Pace;
import java.util.List;

/** What disturbs a grid of three members that all own every key; the first is the coordinator. */
enum Disturbance {
    FROZEN_MEMBER("a member frozen for 3 s", new Freeze(), List.of(3), List.of(1, 2), 3_000, 15_000),
    FROZEN_COORDINATOR("the coordinator frozen for 3 s", new Freeze(), List.of(1), List.of(2, 3), 3_000, 15_000),
    CUT_LINK("a link cut for 10 s", new CutLink(), List.of(2, 3), List.of(1, 2, 3), 10_000, 1_000);

    static final int MEMBERS = 3;

    private final String label;
    private final Fault fault;
    private final List<Integer> targets;
    private final List<Integer> called;
    private final long millis;
    private final long limitMillis;

    /**
     * @param targets the members it hits
     * @param called the members that clients call
     * @param millis how long it lasts
     * @param limitMillis how long members wait for each other, and clients for members
     */
    Disturbance(String label, Fault fault, List<Integer> targets, List<Integer> called, long millis, long limitMillis) {
        this.label = label;
        this.fault = fault;
        this.targets = targets;
        this.called = called;
        this.millis = millis;
        this.limitMillis = limitMillis;
    }

    String label() {
        return label;
    }

    Fault fault() {
        return fault;
    }

    List<Integer> targets() {
        return targets;
    }

    List<Integer> called() {
        return called;
    }

    long millis() {
        return millis;
    }

    Pace pace() {
        return Pace.closedLoop(limitMillis);
    }

    Settings settings() {
        return new Settings(MEMBERS, MEMBERS, "ALLOW_READ_WRITES", "NONE", false, limitMillis);
    }

    boolean needsLinks() {
        return fault.needs().contains(Ability.CUT);
    }
}
