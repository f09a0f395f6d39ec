package io.spandrel.grid.infinispan;

import com.dynatrace.hash4j.hashing.Hashing;
import io.spandrel.grid.consistency.Version;

/** The number by which a member's versions are told from those that another gives in the same millisecond. */
final class MemberNumber {

    private MemberNumber() {}

    /** A hash of the member's name: it stays the same when the member is started again, and nobody has to be asked. */
    static int of(String name) {
        return (int) (Hashing.komihash5_0().hashCharsToLong(name) & Version.MEMBER_MAX);
    }
}
