package io.spandrel.grid;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key as each of its owners has it.
 *
 * @param id names the key in {@link GridCache#copiesById(String, boolean)}
 * @param segment the key's segment
 * @param key the key
 * @param verdict whether the copies are the same
 * @param odd the members whose copies make them differ: those that lack it, do not answer, or differ from the one that the
 *     others are held against
 * @param copies by owner, the primary first
 */
public record KeyCopies(String id, int segment, KeyText key, Verdict verdict, List<String> odd, List<KeyCopy> copies) {

    /** Whether copies are the same. */
    public enum Verdict {
        /** All owners hold the same value, and the same version where there is one. */
        AGREE,
        /** No owner holds a value. */
        ABSENT,
        /** Values or versions differ, or the key is deleted at one owner and not at another. */
        DIFFER,
        /** An owner lacks it. */
        MISSING,
        /** An owner did not answer, and the others agree. */
        UNKNOWN
    }

    public KeyCopies {
        odd = List.copyOf(odd);
        copies = List.copyOf(copies);
    }

    /** With the verdict that the copies give. */
    public static KeyCopies of(String id, int segment, KeyText key, List<KeyCopy> copies) {
        @Nullable KeyCopy measure = measure(copies);
        if (measure == null) {
            List<String> silent = members(copies, KeyCopy.State.SILENT);
            return new KeyCopies(id, segment, key, silent.isEmpty() ? Verdict.ABSENT : Verdict.UNKNOWN, silent, copies);
        }
        List<String> missing = members(copies, KeyCopy.State.ABSENT);
        List<String> silent = members(copies, KeyCopy.State.SILENT);
        List<String> different = copies.stream()
                .filter(copy -> copy.state().holdsValue() || copy.state() == KeyCopy.State.DELETED)
                .filter(copy -> !same(copy, measure))
                .map(KeyCopy::member)
                .toList();
        if (!different.isEmpty()) {
            return new KeyCopies(id, segment, key, Verdict.DIFFER, different, copies);
        }
        if (!missing.isEmpty()) {
            return new KeyCopies(id, segment, key, Verdict.MISSING, missing, copies);
        }
        return new KeyCopies(id, segment, key, silent.isEmpty() ? Verdict.AGREE : Verdict.UNKNOWN, silent, copies);
    }

    /* The primary's copy, or the first there is if the primary has none. */
    private static @Nullable KeyCopy measure(List<KeyCopy> copies) {
        return copies.stream()
                .filter(copy -> copy.state().holdsValue())
                .findFirst()
                .orElse(null);
    }

    private static boolean same(KeyCopy one, KeyCopy other) {
        return one.state().holdsValue() == other.state().holdsValue()
                && Objects.equals(one.valueHash(), other.valueHash())
                && Objects.equals(one.version(), other.version());
    }

    private static List<String> members(List<KeyCopy> copies, KeyCopy.State state) {
        return copies.stream()
                .filter(copy -> copy.state() == state)
                .map(KeyCopy::member)
                .toList();
    }
}
