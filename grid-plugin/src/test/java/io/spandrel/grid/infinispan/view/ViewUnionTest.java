package io.spandrel.grid.infinispan.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.spandrel.grid.GridView;
import io.spandrel.grid.GridView.Change;
import io.spandrel.grid.infinispan.view.ViewsCommand.Group;
import io.spandrel.grid.infinispan.view.ViewsCommand.Reply;
import io.spandrel.grid.infinispan.view.ViewsCommand.Settled;
import io.spandrel.grid.infinispan.view.ViewsCommand.Someone;
import io.spandrel.grid.infinispan.view.ViewsCommand.View;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewUnionTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void of_severalMembers_showsEachViewOnceNewestFirst() {
        View first = view(90, 1, "a,b", "a");
        View second = view(50, 2, "a,b,c", "a,b");

        List<GridView> views = union(
                reply(view(99, 0, "a", ""), first, second),
                reply(view(89, 1, "a,b", ""), view(48, 2, "a,b,c", "a,b")),
                reply(view(47, 2, "a,b,c", "")));

        assertThat(views)
                .extracting(GridView::id, GridView::change, GridView::members, GridView::joined)
                .containsExactly(
                        tuple(2L, Change.JOINED, List.of("a", "b", "c"), List.of("c")),
                        tuple(1L, Change.JOINED, List.of("a", "b"), List.of("b")),
                        tuple(0L, Change.FIRST, List.of("a"), List.of()));
        assertThat(views)
                .extracting(GridView::installedAt, GridView::endedAt)
                .containsExactly(
                        tuple(NOW.minusSeconds(50), null),
                        tuple(NOW.minusSeconds(90), NOW.minusSeconds(50)),
                        tuple(NOW.minusSeconds(99), NOW.minusSeconds(90)));
    }

    @Test
    void of_aPartitionAndItsMerge_showsBothSidesAndWhatWasSettled() {
        View merged = merge(10, 5, "a,b,c", "a,b", "a,b", "c");
        GridView.Settlement orders = new GridView.Settlement("orders", 120, 256, 3, 1, 0, null);
        Reply one = new Reply(
                List.of(view(90, 3, "a,b,c", "a,b"), view(40, 4, "a,b", "a,b,c"), merged), List.of(settled(8, orders)));
        Reply other =
                reply(view(90, 3, "a,b,c", ""), view(39, 4, "c", "a,b,c"), merge(10, 5, "a,b,c", "c", "a,b", "c"));

        List<GridView> views = union(one, other);

        assertThat(views)
                .extracting(GridView::id, GridView::change, GridView::members, GridView::left)
                .containsExactly(
                        tuple(5L, Change.MERGED, List.of("a", "b", "c"), List.of()),
                        tuple(4L, Change.SPLIT, List.of("c"), List.of("a", "b")),
                        tuple(4L, Change.SPLIT, List.of("a", "b"), List.of("c")),
                        tuple(3L, Change.JOINED, List.of("a", "b", "c"), List.of()));
        assertThat(views.get(0).merged()).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(views.get(0).settlements()).containsExactly(orders);
        assertThat(views.get(1).settlements()).isEmpty();
    }

    @Test
    void of_membersThatLeft_isNoSplitEvenIfOthersMergeLater() {
        List<GridView> views = union(reply(
                view(90, 1, "a,b,c,d", "a,b,c"),
                view(70, 2, "a,b,c", "a,b,c,d"),
                view(50, 3, "a,b", "a,b,c"),
                merge(20, 4, "a,b,c", "a,b", "a,b", "c")));

        assertThat(views)
                .extracting(GridView::id, GridView::change)
                .containsExactly(
                        tuple(4L, Change.MERGED),
                        tuple(3L, Change.SPLIT),
                        tuple(2L, Change.LEFT),
                        tuple(1L, Change.JOINED));
    }

    @Test
    void of_aSettlementWithoutAMergeBeforeIt_isLeftOut() {
        Reply reply = new Reply(
                List.of(view(10, 1, "a", "")),
                List.of(settled(5, new GridView.Settlement("orders", 1, 1, 0, 0, 0, null))));

        assertThat(union(reply))
                .singleElement()
                .satisfies(view -> assertThat(view.settlements()).isEmpty());
    }

    private static List<GridView> union(Reply... replies) {
        return ViewUnion.of(List.of(replies), NOW);
    }

    private static Reply reply(View... views) {
        return new Reply(List.of(views), List.of());
    }

    private static View view(long ageSeconds, long id, String members, String before) {
        return new View(ageSeconds * 1_000, id, all(members), all(before), List.of());
    }

    private static View merge(long ageSeconds, long id, String members, String before, String... groups) {
        return new View(
                ageSeconds * 1_000,
                id,
                all(members),
                all(before),
                Arrays.stream(groups).map(group -> new Group(all(group))).toList());
    }

    private static Settled settled(long ageSeconds, GridView.Settlement of) {
        return new Settled(
                ageSeconds * 1_000,
                of.cache(),
                of.tookMillis(),
                of.segments(),
                of.differing(),
                of.conflicts(),
                of.unsettled(),
                of.failure());
    }

    private static List<Someone> all(String names) {
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split(","))
                        .map(name -> new Someone("id of " + name, name))
                        .toList();
    }
}
