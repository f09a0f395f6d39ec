package io.spandrel.eviction;

/** An entry that knows in which of its policy's queues it stands; 0 until it does. */
class QueuedEntry extends LinkedEntry {
    byte queue;
}
