package io.spandrel.grid.infinispan.view;

import io.spandrel.grid.GridView;
import io.spandrel.grid.GridView.Change;
import io.spandrel.grid.infinispan.view.ViewsCommand.Group;
import io.spandrel.grid.infinispan.view.ViewsCommand.Reply;
import io.spandrel.grid.infinispan.view.ViewsCommand.Settled;
import io.spandrel.grid.infinispan.view.ViewsCommand.Someone;
import io.spandrel.grid.infinispan.view.ViewsCommand.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The views that members remember, each once, newest first. Used by one thread. */
public final class ViewUnion {

    /*
     * Two sides of a partition count their views on by themselves, so a view is known by its number and its members. Who was in
     * the view before is told best by a member that was: for one that has just joined it is the first.
     *
     * A member says what it saw next by its own clock, so how long a view lasted needs no other. Whether the network was split
     * or members have left is known only afterwards: by a merge that brings them back.
     */
    private static final long NOT_ENDED = -1;

    private record Key(long id, Set<String> members) {}

    private static final class Remembered {
        private View best;
        private long ageMillis;
        private long endedAgeMillis = NOT_ENDED;
        private final List<Settled> settled = new ArrayList<>();

        private Remembered(View first) {
            best = first;
            ageMillis = first.ageMillis();
        }

        private void add(View view, @Nullable View next) {
            ageMillis = Math.max(ageMillis, view.ageMillis());
            best = view.before().size() > best.before().size() ? view : best;
            endedAgeMillis = next == null ? endedAgeMillis : Math.max(endedAgeMillis, next.ageMillis());
        }
    }

    private final Map<Key, Remembered> views = new LinkedHashMap<>();

    private ViewUnion() {}

    public static List<GridView> of(Collection<Reply> replies, Instant now) {
        ViewUnion union = new ViewUnion();
        replies.forEach(union::add);
        return union.newestFirst(now);
    }

    private void add(Reply reply) {
        List<View> seen = reply.views();
        for (int i = 0; i < seen.size(); i++) {
            View view = seen.get(i);
            View next = i + 1 < seen.size() ? seen.get(i + 1) : null;
            remembered(view).add(view, next);
        }
        reply.settled()
                .forEach(settled -> seen.stream()
                        .filter(view -> !view.merged().isEmpty() && view.ageMillis() >= settled.ageMillis())
                        .min(Comparator.comparingLong(View::ageMillis))
                        .ifPresent(merge -> remembered(merge).settled.add(settled)));
    }

    private Remembered remembered(View view) {
        return views.computeIfAbsent(new Key(view.id(), ids(view.members())), key -> new Remembered(view));
    }

    private List<GridView> newestFirst(Instant now) {
        List<List<Group>> merges = views.values().stream()
                .map(remembered -> remembered.best.merged())
                .filter(merged -> !merged.isEmpty())
                .toList();
        return views.values().stream()
                .sorted(Comparator.comparingLong((Remembered remembered) -> remembered.ageMillis)
                        .thenComparing(remembered -> -remembered.best.id()))
                .map(remembered -> view(remembered, merges, now))
                .toList();
    }

    private static GridView view(Remembered remembered, List<List<Group>> merges, Instant now) {
        View view = remembered.best;
        List<Someone> joined = view.before().isEmpty() ? List.of() : without(view.members(), view.before());
        List<Someone> left = without(view.before(), view.members());
        boolean ended = remembered.endedAgeMillis != NOT_ENDED;
        return new GridView(
                view.id(),
                change(view, joined, left, merges),
                now.minusMillis(remembered.ageMillis),
                ended ? now.minusMillis(remembered.endedAgeMillis) : null,
                names(view.members()),
                names(joined),
                names(left),
                view.merged().stream().map(group -> names(group.members())).toList(),
                remembered.settled.stream().map(Settled::settlement).toList());
    }

    private static Change change(View view, List<Someone> joined, List<Someone> left, List<List<Group>> merges) {
        if (!view.merged().isEmpty()) {
            return Change.MERGED;
        }
        if (left.isEmpty()) {
            return joined.isEmpty() ? Change.FIRST : Change.JOINED;
        }
        return merges.stream().anyMatch(groups -> bringsBack(groups, view.members(), left))
                ? Change.SPLIT
                : Change.LEFT;
    }

    /** Whether those that stayed and those that were lost meet again, as members of different groups. */
    private static boolean bringsBack(List<Group> groups, List<Someone> stayed, List<Someone> lost) {
        List<Group> ours =
                groups.stream().filter(group -> anyOf(group.members(), stayed)).toList();
        return !ours.isEmpty()
                && groups.stream()
                        .filter(group -> !ours.contains(group))
                        .anyMatch(group -> anyOf(group.members(), lost));
    }

    private static boolean anyOf(List<Someone> members, List<Someone> wanted) {
        Set<String> ids = ids(members);
        return wanted.stream().map(Someone::id).anyMatch(ids::contains);
    }

    private static List<Someone> without(List<Someone> members, List<Someone> others) {
        Set<String> ids = ids(others);
        return members.stream().filter(member -> !ids.contains(member.id())).toList();
    }

    private static Set<String> ids(List<Someone> members) {
        return members.stream().map(Someone::id).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> names(List<Someone> members) {
        return members.stream().map(Someone::name).toList();
    }
}
