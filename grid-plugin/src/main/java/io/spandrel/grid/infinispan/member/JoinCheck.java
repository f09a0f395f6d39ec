package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.ConfigCheck;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.GridEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/**
 * Compares a cache that is about to start here with the members that have it already.
 *
 * <p>Infinispan compares nothing: with another number of segments a member joins, and reads null. What cannot be compared
 * (a member that does not answer, or runs without the grid) is logged and does not keep the cache from starting.
 */
final class JoinCheck {

    /*
     * A member answers as soon as the cache begins to start there. Of two that start it at the same time, each asks after
     * it can be asked itself, so at least one of them sees the other; two that differ may both be refused.
     */

    private final ConfigCheck mode;
    private final Peers peers;
    private final Identities identities;
    private final EventHistory history;

    JoinCheck(ConfigCheck mode, Peers peers, Identities identities, EventHistory history) {
        this.mode = mode;
        this.peers = peers;
        this.identities = identities;
        this.history = history;
    }

    /**
     * Asks the other members and waits for their answers, at most the cache's remote timeout.
     *
     * @throws CacheConfigurationException if one differs and {@code config-check} is {@code refuse}
     */
    void run(CacheSide side, GridCacheConfiguration grid) {
        Duration timeout = Duration.ofMillis(side.configuration().clustering().remoteTimeout());
        Map<Address, Answer<AgreementCommand.Reply>> answers = CompletionStages.join(peers.ask(
                peers.others(), new AgreementCommand(side.cacheName()), AgreementCommand.Reply.class, timeout));
        Map<String, List<String>> differences = new LinkedHashMap<>();
        boolean changesTaken = false;
        for (Map.Entry<Address, Answer<AgreementCommand.Reply>> entry : answers.entrySet()) {
            String member = identities.name(entry.getKey());
            AgreementCommand.Reply reply = entry.getValue().value();
            if (reply == null) {
                notCompared(side, member, entry.getValue().failure());
            } else if (reply.present()) {
                differences(side.agreed(), reply.agreed())
                        .forEach(text -> differences
                                .computeIfAbsent(text, unseen -> new ArrayList<>())
                                .add(member));
                if (!changesTaken && differences.isEmpty() && !reply.changed().isEmpty()) {
                    takeOver(reply.changed(), grid, side.cacheName(), member);
                    changesTaken = true;
                }
            }
        }
        judge(
                side.cacheName(),
                differences.entrySet().stream()
                        .map(difference -> difference.getKey() + " on " + String.join(", ", difference.getValue()))
                        .toList());
    }

    private void judge(String cache, List<String> differences) {
        if (differences.isEmpty() || mode == ConfigCheck.OFF) {
            return;
        }
        String text = String.join("; ", differences);
        if (mode == ConfigCheck.WARN) {
            history.record(GridEvent.Kind.CONFIGURATION, cache, "differs from other members: " + text);
            LOG.differsFromOthers(cache, text);
            return;
        }
        history.record(GridEvent.Kind.CONFIGURATION, cache, "refused, differs from other members: " + text);
        StringBuilder message =
                new StringBuilder("Cache '" + cache + "' cannot join: it is configured differently here.");
        for (int i = 0; i < differences.size(); i++) {
            message.append(System.lineSeparator())
                    .append("  ")
                    .append(i + 1)
                    .append(". ")
                    .append(differences.get(i));
        }
        message.append(System.lineSeparator())
                .append("Fix: make the configurations equal, or set config-check=\"warn\" in <grid:grid>.");
        throw new CacheConfigurationException(message.toString());
    }

    private void notCompared(CacheSide side, String member, @Nullable String failure) {
        if (failure != null && mode != ConfigCheck.OFF) {
            LOG.notCompared(side.cacheName(), member, failure);
        }
    }

    private void takeOver(Map<String, String> changes, GridCacheConfiguration grid, String cache, String member) {
        changes.forEach((name, value) -> {
            int dot = name.indexOf('.');
            grid.change(name.substring(0, dot), name.substring(dot + 1), value);
        });
        history.record(
                GridEvent.Kind.CONFIGURATION, cache, "takes over what was changed on " + member + ": " + changes);
        LOG.changesTakenOver(cache, member, changes.toString());
    }

    /** In what a member's agreed values differ from ours, one line each, which ends in its value. */
    static List<String> differences(Map<String, String> ours, Map<String, String> theirs) {
        TreeSet<String> names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        Set<String> lines = new LinkedHashSet<>();
        for (String name : names) {
            if (!Objects.equals(ours.get(name), theirs.get(name))) {
                lines.add(line(name, ours, theirs));
            }
        }
        return List.copyOf(lines);
    }

    /* An element that one side lacks altogether is one difference, and not as many as it has attributes. */
    private static String line(String name, Map<String, String> ours, Map<String, String> theirs) {
        String element = name.substring(0, name.indexOf('.'));
        if (!hasElement(ours, element)) {
            return "<grid:" + element + ">: absent here, but present";
        }
        if (!hasElement(theirs, element)) {
            return "<grid:" + element + ">: present here, but absent";
        }
        return (element.equals(CacheSide.OWN_BY_INFINISPAN) ? "" : "<grid:" + element + "> ")
                + name.substring(element.length() + 1) + ": here " + ours.getOrDefault(name, "absent") + ", but "
                + theirs.getOrDefault(name, "absent");
    }

    private static boolean hasElement(Map<String, String> agreed, String element) {
        return agreed.keySet().stream().anyMatch(name -> name.startsWith(element + "."));
    }
}
