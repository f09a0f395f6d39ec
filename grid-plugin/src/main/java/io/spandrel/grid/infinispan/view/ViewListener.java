package io.spandrel.grid.infinispan.view;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.infinispan.member.IdentityCommand;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.CacheStarted;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.annotation.ViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.CacheStartedEvent;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;
import org.infinispan.notifications.cachemanagerlistener.event.ViewChangedEvent;
import org.infinispan.remoting.transport.Address;

/** Takes note of who comes and goes, and of who they are. Public because Infinispan demands it. */
@Listener
public final class ViewListener {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalMember member;

    public ViewListener(LocalMember member) {
        this.member = member;
    }

    @ViewChanged
    public void viewChanged(ViewChangedEvent event) {
        note(GridEvent.Kind.VIEW, event, List.of());
    }

    @Merged
    public void merged(MergeEvent event) {
        note(GridEvent.Kind.MERGE, event, event.getSubgroupsMerged());
    }

    @CacheStarted
    public void cacheStarted(CacheStartedEvent event) {
        member.cacheStarted(event.getCacheName());
    }

    /**
     * Introduces this member to others, and hears who they are. A member does so when it has started, and after a merge,
     * because a partition forgets who is not in it.
     */
    public void greet(Collection<Address> members) {
        member.peers()
                .ask(members, new IdentityCommand(member.identity()), IdentityCommand.Identity.class, PATIENCE)
                .thenAccept(answers -> answers.forEach((address, answer) -> {
                    IdentityCommand.Identity reply = answer.value();
                    if (reply != null) {
                        member.heard(address, reply);
                    }
                }));
    }

    private void note(GridEvent.Kind kind, ViewChangedEvent event, List<List<Address>> merged) {
        List<Address> joined = new ArrayList<>(event.getNewMembers());
        joined.removeAll(event.getOldMembers());
        List<Address> left = new ArrayList<>(event.getOldMembers());
        left.removeAll(event.getNewMembers());
        StringBuilder text = new StringBuilder("view " + event.getViewId() + ": " + names(event.getNewMembers()));
        if (!joined.isEmpty()) {
            text.append("; joined ").append(names(joined));
        }
        if (!left.isEmpty()) {
            text.append("; left ").append(names(left));
        }
        if (!merged.isEmpty()) {
            text.append("; merged ")
                    .append(merged.stream().map(part -> "{" + names(part) + "}").collect(Collectors.joining(" + ")));
        }
        member.history().record(kind, "", text.toString());
        member.component(ViewLog.class)
                .installed(event.getViewId(), event.getNewMembers(), event.getOldMembers(), merged);
        left.forEach(gone -> member.missing().left(gone, member.identities().of(gone)));
        member.missing().joined(joined, event.getNewMembers());
        member.identities().view(event.getNewMembers());
        if (leads(event, event.getOldMembers()) && !leads(event, event.getNewMembers())) {
            member.component(WaitingJoins.class).redirect();
        }
        if (event.isMergeView()) {
            greet(joined);
        }
    }

    private static boolean leads(ViewChangedEvent event, List<Address> members) {
        return !members.isEmpty() && members.get(0).equals(event.getLocalAddress());
    }

    private String names(Collection<Address> members) {
        return members.stream().map(member.identities()::name).collect(Collectors.joining(", "));
    }
}
