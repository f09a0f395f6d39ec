package io.spandrel.grid.antientropy;

import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An owner that holds a segment in a map, and counts what it tells of it. */
final class HeldKeys implements Contents<String> {

    private final Map<String, KeyState> states = new HashMap<>();
    private long asked;
    private long nodesTold;
    private long keysTold;

    void put(String key, KeyState state) {
        states.put(key, state);
    }

    void remove(String key) {
        states.remove(key);
    }

    @Nullable
    KeyState get(String key) {
        return states.get(key);
    }

    Set<String> names() {
        return states.keySet();
    }

    long asked() {
        return asked;
    }

    long nodesTold() {
        return nodesTold;
    }

    long keysTold() {
        return keysTold;
    }

    /** Twins have the same hash. */
    static long hash(String key) {
        String hashed = key.startsWith("twin") ? "twin" : key;
        return KeyState.delete(hashed.hashCode()).digest(hashed.length());
    }

    SegmentTree tree() {
        SegmentTree tree = new SegmentTree();
        states.forEach((key, state) -> tree.add(hash(key), state));
        return tree;
    }

    @Override
    public CompletionStage<Roots> roots(List<Integer> segments) {
        asked++;
        return CompletableFuture.completedFuture(new Roots(0, List.of(tree().root()), List.of(0L), 0));
    }

    @Override
    public CompletionStage<List<Node>> children(int segment, int level, List<Integer> nodes) {
        asked++;
        List<Node> children = tree().children(level, nodes);
        nodesTold += children.size();
        return CompletableFuture.completedFuture(children);
    }

    @Override
    public CompletionStage<Map<Long, Long>> keys(int segment, int level, List<Integer> nodes) {
        asked++;
        Set<Integer> wanted = new HashSet<>(nodes);
        Map<Long, Long> keys = new HashMap<>();
        states.forEach((key, state) -> {
            long hash = hash(key);
            if (wanted.contains(SegmentTree.index(level, hash))) {
                keys.merge(hash, state.digest(hash), Long::sum);
            }
        });
        keysTold += keys.size();
        return CompletableFuture.completedFuture(keys);
    }

    @Override
    public CompletionStage<Map<Long, Held<String>>> held(int segment, Collection<Long> hashes) {
        asked++;
        Map<Long, Held<String>> held = new HashMap<>();
        states.forEach((key, state) -> {
            long hash = hash(key);
            if (hashes.contains(hash)) {
                held.merge(hash, new Held<>(state.digest(hash), state, List.of(key)), HeldKeys::both);
            }
        });
        return CompletableFuture.completedFuture(held);
    }

    private static Held<String> both(Held<String> one, Held<String> other) {
        List<String> keys = new ArrayList<>(one.keys());
        keys.addAll(other.keys());
        return new Held<>(
                one.digest() + other.digest(),
                other.newest().newerThan(one.newest()) ? other.newest() : one.newest(),
                keys);
    }
}
