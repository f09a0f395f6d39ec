package io.spandrel.it.faults.workload;

/** Through which members a client goes. */
public enum Route {
    /** One member that the fault leaves alone. */
    OTHERS,
    /** One member that the fault hits. */
    TARGET,
    /** Any member, another one for each call. */
    MOVING;

    String letter() {
        return name().substring(0, 1);
    }
}
