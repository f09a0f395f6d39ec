package io.spandrel.it.console;

/**
 * What a process holds.
 *
 * @param heapBytes after a collection
 * @param threads that live
 * @param descriptors of open files and connections; 0 where that is not known
 */
public record Usage(long heapBytes, long threads, long descriptors) {

    static Usage of(String line) {
        String[] fields = line.split(" ");
        return new Usage(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }

    String line() {
        return heapBytes + " " + threads + " " + descriptors;
    }
}
