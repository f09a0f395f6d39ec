package io.spandrel.console;

import io.spandrel.console.live.Sampler;

/** Ticks the sampler, and says once when it begins to fail. */
final class SamplingTask implements Runnable {

    private final Sampler sampler;
    private volatile boolean failing;

    SamplingTask(Sampler sampler) {
        this.sampler = sampler;
    }

    @Override
    public void run() {
        try {
            sampler.tick();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                ConsoleLog.LOG.samplingFails(e);
            }
            failing = true;
        }
    }
}
