package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.check.Copy;
import io.spandrel.it.faults.cluster.Answer;
import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.cluster.RemoteMember;
import io.spandrel.it.faults.member.MemberCommands;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is there after all is done.
 *
 * @param reads what each member answers for each key; a member that does not answer for a key is missing there
 * @param copies what each owner of each key keeps itself
 * @param refused how many reads were not answered
 */
public record Observation(
        Map<String, Map<String, Optional<String>>> reads, Map<String, Map<String, Copy>> copies, int refused) {

    private static final long PATIENCE_MILLIS = 60_000;

    /** Asks all members for {@code keys}, in the order of the file they were given. */
    public static Observation of(Cluster cluster, List<String> keys) {
        Map<String, Map<String, Optional<String>>> reads = new HashMap<>();
        Map<String, Map<String, Copy>> copies = new HashMap<>();
        int refused = 0;
        for (RemoteMember member : cluster.members()) {
            String[] answers = ask(member, "reads", keys.size());
            String[] kept = ask(member, "copies", keys.size());
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i);
                if (answers[i].equals(MemberCommands.FAILED)) {
                    refused++;
                } else {
                    reads.computeIfAbsent(key, unused -> new HashMap<>())
                            .put(member.name(), Optional.ofNullable(orNull(answers[i])));
                }
                if (!kept[i].isEmpty() && !kept[i].equals(MemberCommands.FAILED)) {
                    copies.computeIfAbsent(key, unused -> new HashMap<>()).put(member.name(), copy(kept[i]));
                }
            }
        }
        return new Observation(reads, copies, refused);
    }

    private static String[] ask(RemoteMember member, String command, int keys) {
        Answer answer = member.call(command, PATIENCE_MILLIS);
        if (answer.known()) {
            return answer.text().split("\t", -1);
        }
        String[] nothing = new String[keys];
        Arrays.fill(nothing, MemberCommands.FAILED);
        return nothing;
    }

    private static Copy copy(String kept) {
        if (kept.equals(MemberCommands.NONE)) {
            return Copy.NONE;
        }
        String[] parts = kept.split("@", -1);
        return new Copy(parts[0], parts[1], Long.parseLong(parts[2]));
    }

    private static @Nullable String orNull(String answer) {
        return answer.equals(MemberCommands.NONE) ? null : answer;
    }
}
