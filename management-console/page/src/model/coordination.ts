import type { CacheMember, Coordination } from '../api/types';

/** What a member has done for coordinated eviction. */
export interface CoordinationOnMember extends Coordination {
  member: string;
  /** Keys that were not told or not followed; the comparison of owners finds them later. */
  lost: number;
  /** The part of all entries evicted here, 0 to 1, that left without their primary's word; null before the first. */
  uncoordinatedShare: number | null;
}

/** Above this share of uncoordinated evictions the owners no longer hold the same keys for long. */
const tolerable = 0.05;

/** The members of a coordinated cache, in the order given; none of another. */
export function coordinationOf(rows: readonly CacheMember[]): CoordinationOnMember[] {
  return rows.flatMap(({ member, eviction }) => {
    const coordination = eviction?.coordination;
    if (!eviction || !coordination) {
      return [];
    }
    const { victimsDropped, readsDropped, refused, uncoordinatedEvictions } = coordination;
    return [
      {
        ...coordination,
        member,
        lost: victimsDropped + readsDropped + refused,
        uncoordinatedShare: eviction.evictions > 0 ? uncoordinatedEvictions / eviction.evictions : null,
      },
    ];
  });
}

/** The members that evict too much by themselves. */
export function strained(members: readonly CoordinationOnMember[]): string[] {
  return members.filter(({ uncoordinatedShare }) => (uncoordinatedShare ?? 0) > tolerable).map(({ member }) => member);
}
