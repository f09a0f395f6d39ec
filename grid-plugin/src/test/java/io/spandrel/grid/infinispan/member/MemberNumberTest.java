package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.MemberNumber.Claim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberNumberTest {

    private static final String NAME = "shop-1";
    private static final int HASH = MemberNumber.of(NAME);
    private static final int NEXT = (HASH + 1) & Version.MEMBER_MAX;

    private final Deque<Collection<Claim>> answers = new ArrayDeque<>();
    private final List<Integer> asked = new ArrayList<>();
    private final MemberNumber number = new MemberNumber(() -> NAME, wanted -> {
        asked.add(wanted);
        return answers.isEmpty() ? List.of() : answers.remove();
    });

    @Test
    void get_nobodyHasIt_isAHashOfTheName() {
        answers.add(List.of(new Claim(NEXT, true, true), new Claim(MemberNumber.NONE, false, true)));

        assertThat(number.get()).isEqualTo(HASH);
        assertThat(number.get()).isEqualTo(HASH);
        assertThat(asked).containsExactly(HASH);
    }

    @Test
    void get_somebodyHasIt_takesTheNextFreeOneAndAsksForThat() {
        answers.add(List.of(new Claim(HASH, true, false), new Claim(NEXT, true, true)));

        assertThat(number.get()).isEqualTo((HASH + 2) & Version.MEMBER_MAX);
        assertThat(asked).containsExactly(HASH, (HASH + 2) & Version.MEMBER_MAX);
    }

    @Test
    void get_somebodyWantsItToo_goesToTheOneThatWasThereFirst() {
        answers.add(List.of(new Claim(HASH, false, true)));
        assertThat(number.get()).isEqualTo(NEXT);

        MemberNumber first = new MemberNumber(() -> NAME, wanted -> List.of(new Claim(HASH, false, false)));
        assertThat(first.get()).isEqualTo(HASH);
    }

    /* It asked before the other wanted the number; the other asks while it waits for answers. */
    @Test
    void get_askedForTheSameMeanwhile_yieldsToTheOneThatWasThereFirst() {
        boolean[] once = {true};
        MemberNumber[] late = new MemberNumber[1];
        late[0] = new MemberNumber(() -> NAME, wanted -> {
            if (once[0]) {
                once[0] = false;
                assertThat(late[0].asked(HASH, true)).isFalse();
                return List.of(new Claim(MemberNumber.NONE, false, true));
            }
            return List.of(new Claim(HASH, true, true));
        });

        assertThat(late[0].get()).isNotEqualTo(HASH);
    }

    @Test
    void asked_settled_keepsItWhoeverAsks() {
        assertThat(number.current()).isEqualTo(MemberNumber.NONE);
        assertThat(number.asked(HASH, true)).isFalse();
        number.get();

        assertThat(number.asked(HASH, true)).isTrue();
        assertThat(number.current()).isEqualTo(HASH);
    }
}
