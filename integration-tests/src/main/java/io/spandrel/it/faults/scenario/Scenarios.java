package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Settings;
import io.spandrel.it.faults.workload.Pace;
import java.util.List;
import java.util.Optional;

/** All scenarios, in the order of the report. */
public final class Scenarios {

    private static final String ALLOW = "ALLOW_READ_WRITES";
    private static final String DENY = "DENY_READ_WRITES";
    private static final String NONE = "NONE";
    private static final String NON_NULL = "PREFERRED_NON_NULL";
    private static final String ALWAYS = "PREFERRED_ALWAYS";
    private static final Fault SPLIT = new Partition(1, true);
    private static final String SPLIT_QUESTION = "One member is cut off for 10 s while all write.";

    private static final List<Scenario> ALL = List.of(
            new Scenario("split-none", SPLIT_QUESTION, memory(2, ALLOW, NONE), SPLIT, 10),
            new Scenario("split-non-null", SPLIT_QUESTION, memory(2, ALLOW, NON_NULL), SPLIT, 10),
            new Scenario("split-always", SPLIT_QUESTION, memory(2, ALLOW, ALWAYS), SPLIT, 10),
            new Scenario("split-deny-none", SPLIT_QUESTION, memory(2, DENY, NONE), SPLIT, 10),
            new Scenario("split-deny-non-null", SPLIT_QUESTION, memory(2, DENY, NON_NULL), SPLIT, 10),
            new Scenario("split-owners3-none", SPLIT_QUESTION, memory(3, ALLOW, NONE), SPLIT, 10),
            new Scenario("split-owners3-non-null", SPLIT_QUESTION, memory(3, ALLOW, NON_NULL), SPLIT, 10),
            new Scenario("split-owners3-deny", SPLIT_QUESTION, memory(3, DENY, NON_NULL), SPLIT, 10),
            new Scenario(
                    "split-five",
                    "Two of five members are cut off for 10 s while all write.",
                    new Settings(5, 3, ALLOW, NON_NULL, false),
                    new Partition(2, true),
                    10),
            new Scenario(
                    "one-way",
                    "One member is heard by nobody for 10 s, but hears all.",
                    memory(2, ALLOW, NONE),
                    new Partition(1, false),
                    10),
            new Scenario(
                    "merge-killed",
                    "One member is cut off for 10 s; the coordinator dies as soon as all see each other again.",
                    memory(3, ALLOW, NON_NULL),
                    new KillDuringMerge(),
                    10),
            new Scenario(
                    "split-short",
                    "One member is cut off for 3 s, less than it takes to notice.",
                    memory(2, ALLOW, NONE),
                    SPLIT,
                    3),
            new Scenario(
                    "one-link",
                    "Two of three members do not hear each other for 10 s; the third hears both.",
                    memory(2, ALLOW, NONE),
                    new CutLink(),
                    10),
            new Scenario(
                    "one-link-hasty",
                    "The same, with clients that wait no longer than a second.",
                    memory(2, ALLOW, NONE),
                    new CutLink(),
                    10,
                    60,
                    Pace.HASTY),
            new Scenario(
                    "one-link-owners3",
                    "The same, where all own every key.",
                    memory(3, ALLOW, NONE),
                    new CutLink(),
                    10,
                    60,
                    Pace.HASTY),
            new Scenario(
                    "lossy",
                    "All links of a member lose what is sent for a third of 10 s, in short bursts.",
                    memory(2, ALLOW, NONE),
                    new LoseFrames(0.33),
                    10),
            new Scenario(
                    "slow-link",
                    "128 kbit/s pass to and from one member for 10 s.",
                    memory(2, ALLOW, NONE),
                    new SlowLink(128),
                    10),
            new Scenario(
                    "clock-ahead",
                    "The clock of one member is an hour ahead for 10 s.",
                    memory(3, ALLOW, NONE),
                    new ClockJump(3_700),
                    10),
            new Scenario(
                    "clock-behind",
                    "The clock of one member is an hour behind for 10 s.",
                    memory(3, ALLOW, NONE),
                    new ClockJump(-3_700),
                    10),
            new Scenario("pause-short", "One member stands still for 3 s.", memory(2, ALLOW, NONE), new Freeze(), 3),
            new Scenario(
                    "pause-owners3",
                    "One member stands still for 3 s, where all own every key.",
                    memory(3, ALLOW, NONE),
                    new Freeze(),
                    3),
            new Scenario(
                    "pause-long", "One member stands still for 15 s.", memory(2, DENY, NON_NULL), new Freeze(), 15),
            new Scenario(
                    "kill-stored",
                    "One member dies and is back with its file store after 8 s.",
                    stored(ALLOW, NONE),
                    new Kill(1),
                    8),
            new Scenario(
                    "scale-down",
                    "Four of five members leave in good order, one after the other, and are back later.",
                    new Settings(5, 2, ALLOW, NONE, false),
                    new ScaleDown(),
                    2),
            new Scenario(
                    "crash-stored",
                    "All members die at once and start again with their file stores.",
                    stored(ALLOW, NONE),
                    new Kill(3),
                    0),
            new Scenario(
                    "rolling-stored",
                    "One member after the other restarts in good order with its file store.",
                    stored(ALLOW, NONE),
                    new RollingRestart(),
                    0),
            new Scenario(
                    "kill-two",
                    "Two of three members die and are back, empty, after 8 s.",
                    memory(2, ALLOW, NONE),
                    new Kill(2),
                    8),
            new Scenario(
                    "kill-two-deny",
                    "The same, where a part of the members may not be used.",
                    memory(2, DENY, NON_NULL),
                    new Kill(2),
                    8),
            new Scenario(
                    "repair-equal",
                    "Equal copies are compared.",
                    memory(2, ALLOW, NONE),
                    new Forget(0),
                    0,
                    60,
                    Pace.IDLE),
            new Scenario(
                    "repair-fifty",
                    "Copies are compared of which 50 are missing.",
                    memory(2, ALLOW, NONE),
                    new Forget(50),
                    0,
                    60,
                    Pace.IDLE));

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    private static Settings memory(int owners, String whenSplit, String mergePolicy) {
        return new Settings(3, owners, whenSplit, mergePolicy, false);
    }

    private static Settings stored(String whenSplit, String mergePolicy) {
        return new Settings(3, 2, whenSplit, mergePolicy, true);
    }
}
