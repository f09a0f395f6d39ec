package io.spandrel.it.process;

import java.io.IOException;
import java.io.OutputStream;

/** The processes that this one has started, and those that they have started. */
public final class Descendants {

    private Descendants() {}

    /** Ends them all when this process ends in good order or is told to end, also those that stand still. */
    public static void endWithThis() {
        Runtime.getRuntime().addShutdownHook(new Thread(Descendants::end, "end"));
    }

    /**
     * Ends them all and this process when the one that started it has ended, however that did: when nothing more comes on standard
     * input, which nobody else may read.
     */
    public static void endWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        System.err.println("lost the process that started this one: " + e.getMessage());
                    }
                    end();
                    Runtime.getRuntime().halt(1);
                },
                "end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
