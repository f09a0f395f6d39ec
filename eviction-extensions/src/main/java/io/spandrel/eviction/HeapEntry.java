package io.spandrel.eviction;

/** An entry that can stand in one {@link EntryHeap} at a time. */
abstract class HeapEntry extends PolicyEntry {

    long rank;
    long since;
    int position = -1;
}
