package io.spandrel.grid.coordination;

import io.spandrel.eviction.CoordinatedEntries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Members of a cache in one thread. Messages wait in a network until {@link #deliver} picks some, in any order; it may lose
 * them. Keys are integers, a key's segment is the key modulo the segments.
 */
final class SimulatedMembers {

    static final int SEGMENTS = 6;

    private final Random random;
    private final List<Runnable> network = new ArrayList<>();
    private final Map<Integer, Member> members = new TreeMap<>();
    private final Map<Integer, List<Integer>> owners = new TreeMap<>();
    private final int bound;
    private int topology = 1;
    private int loss;

    SimulatedMembers(long seed, int count, int bound, boolean stores) {
        this.random = new Random(seed);
        this.bound = bound;
        for (int i = 0; i < count; i++) {
            members.put(i, new Member(i, stores));
        }
        assign(2);
    }

    /** One in {@code oneIn} messages is lost from now on; 0: none. */
    void lose(int oneIn) {
        loss = oneIn;
    }

    Member member(int id) {
        return members.get(id);
    }

    Collection<Member> all() {
        return members.values();
    }

    List<Integer> owners(int segment) {
        return owners.get(segment);
    }

    /** The owners of all segments, drawn anew from the members; new owners receive what the old primary holds. */
    void assign(int ownersWanted) {
        Map<Integer, List<Integer>> before = new TreeMap<>(owners);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            List<Integer> ids = new ArrayList<>(members.keySet());
            Collections.shuffle(ids, random);
            owners.put(segment, List.copyOf(ids.subList(0, Math.min(ownersWanted, ids.size()))));
        }
        topology++;
        before.forEach(this::transfer);
        members.values().forEach(member -> member.coordination.ownersChanged());
    }

    private void transfer(int segment, List<Integer> from) {
        Set<Object> moved = new LinkedHashSet<>();
        from.stream()
                .filter(members::containsKey)
                .findFirst()
                .ifPresent(old -> moved.addAll(members.get(old).held(segment)));
        members.forEach((id, member) -> {
            if (!owners.get(segment).contains(id)) {
                member.held(segment).clear();
            } else if (!from.contains(id)) {
                member.held(segment).addAll(moved);
            }
        });
    }

    void crash(int id) {
        members.remove(id);
    }

    /** Writes to all owners, the backups first or last, with other messages arriving in between. */
    void write(int key) {
        int segment = key % SEGMENTS;
        List<Integer> to = new ArrayList<>(owners.get(segment));
        Collections.shuffle(to, random);
        for (int id : to) {
            members.get(id).put(segment, key);
            deliver(random.nextInt(3));
        }
    }

    void deliver(int count) {
        for (int i = 0; i < count && !network.isEmpty(); i++) {
            network.remove(random.nextInt(network.size())).run();
        }
    }

    void deliverAll() {
        while (!network.isEmpty()) {
            deliver(1);
        }
    }

    private void send(Runnable arrival) {
        if (loss == 0 || random.nextInt(loss) != 0) {
            network.add(arrival);
        }
    }

    /** One member: entries in the order they came, the oldest of those led leaves first. */
    final class Member implements CoordinatedEntries, Ownership<Integer>, Messages<Integer> {

        final int id;
        final Coordination<Integer> coordination;
        final Set<Object> loaded = new HashSet<>();
        final Set<Object> beingWritten = new HashSet<>();
        private final Map<Integer, Set<Object>> bySegment = new TreeMap<>();
        private BitSet led = new BitSet();
        private double share;
        int flushesWanted;
        int hits;

        Member(int id, boolean stores) {
            this.id = id;
            this.coordination =
                    new Coordination<>(() -> this, this, () -> flushesWanted++, stores ? loaded::add : null);
            coordination.begin(this);
        }

        Set<Object> held(int segment) {
            return bySegment.computeIfAbsent(segment, unseen -> new LinkedHashSet<>());
        }

        void put(int segment, Object key) {
            held(segment).add(key);
            evictLed();
        }

        private void evictLed() {
            while (led.stream().map(s -> held(s).size()).sum() > bound * share) {
                int fullest = led.stream()
                        .boxed()
                        .max((a, b) -> Integer.compare(held(a).size(), held(b).size()))
                        .orElseThrow();
                Object oldest = held(fullest).iterator().next();
                held(fullest).remove(oldest);
                coordination.evicted(oldest);
            }
        }

        @Override
        public void lead(BitSet segments, double part) {
            led = (BitSet) segments.clone();
            share = part;
            evictLed();
        }

        @Override
        public boolean holds(int segment, Object key) {
            return held(segment).contains(key);
        }

        @Override
        public boolean letGo(int segment, Object key) {
            return held(segment).remove(key);
        }

        @Override
        public boolean hit(int segment, Object key) {
            boolean here = holds(segment, key);
            hits += here ? 1 : 0;
            return here;
        }

        @Override
        public boolean isBeingWritten(Object key) {
            return beingWritten.contains(key);
        }

        @Override
        public Set<Object> keys(int segment) {
            return held(segment);
        }

        @Override
        public long uncoordinatedEvictions() {
            return 0;
        }

        @Override
        public int topologyId() {
            return topology;
        }

        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public Integer self() {
            return id;
        }

        @Override
        public int segments() {
            return SEGMENTS;
        }

        @Override
        public int segmentOf(Object key) {
            return (Integer) key % SEGMENTS;
        }

        @Override
        public List<Integer> owners(int segment) {
            return owners.getOrDefault(segment, List.of());
        }

        @Override
        public void victims(Integer to, Collection<Object> keys) {
            List<Object> copy = List.copyOf(keys);
            send(() -> {
                if (members.containsKey(to)) {
                    members.get(to).coordination.follow(id, copy);
                }
            });
        }

        @Override
        public void reads(Integer to, Collection<Object> keys) {
            List<Object> copy = List.copyOf(keys);
            send(() -> {
                if (members.containsKey(to)) {
                    members.get(to).coordination.heard(copy);
                }
            });
        }

        @Override
        public CompletionStage<Map<Integer, List<Object>>> compare(Integer with, List<SegmentDigest> digests) {
            CompletableFuture<Map<Integer, List<Object>>> answer = new CompletableFuture<>();
            network.add(() -> {
                if (members.containsKey(with)) {
                    answer.complete(members.get(with).coordination.differing(digests));
                } else {
                    answer.completeExceptionally(new IllegalStateException("gone"));
                }
            });
            return answer;
        }
    }
}
