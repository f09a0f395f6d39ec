package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;

/**
 * A process that tells how many commands its member sends for a thousand gets of absent keys that others own: its
 * arguments are the {@link AbsentElsewhereBenchmark.Kind} and the number of gets, each of another key.
 */
public final class AbsentCallsMeasurement {

    private AbsentCallsMeasurement() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        int gets = Integer.parseInt(arguments[1]);
        AbsentElsewhereBenchmark grid = new AbsentElsewhereBenchmark();
        grid.kind = AbsentElsewhereBenchmark.Kind.valueOf(arguments[0]);
        grid.start();
        try {
            grid.subscribe();
            parent.tell(Double.toString(1e3 * grid.calls(gets) / gets));
        } finally {
            grid.stop();
        }
    }
}
