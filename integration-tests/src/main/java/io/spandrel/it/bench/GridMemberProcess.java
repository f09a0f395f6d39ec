package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;
import java.util.Arrays;
import java.util.List;

/**
 * A process that is a {@link GridMember}: its arguments are the cache's elements and owners, its own index, and the ports of all. It
 * says {@code ready}; told to subscribe, it does so and says {@code subscribed}.
 */
public final class GridMemberProcess {

    static final String READY = "ready";
    static final String SUBSCRIBE = "subscribe";
    static final String SUBSCRIBED = "subscribed";

    private GridMemberProcess() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        List<Integer> ports =
                Arrays.stream(arguments).skip(3).map(Integer::valueOf).toList();
        try (GridMember member =
                new GridMember(ports, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[1]), arguments[0])) {
            parent.tell(READY);
            parent.listen(line -> {
                if (line.equals(SUBSCRIBE)) {
                    member.subscribe();
                    parent.tell(SUBSCRIBED);
                }
            });
        }
    }
}
