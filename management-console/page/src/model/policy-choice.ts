import type { CacheMember, PolicyChange, PolicyChoice } from '../api/types';

/** A member whose policy is `auto`. */
export interface ChoiceOnMember {
  member: string;
  choice: PolicyChoice;
}

/** A change of policy and where it happened. */
export interface ChangeOnMember extends PolicyChange {
  member: string;
}

/** The members that choose, in the order given; none unless the policy is `auto`. */
export function choicesOf(rows: readonly CacheMember[]): ChoiceOnMember[] {
  return rows.flatMap(({ member, eviction }) => (eviction?.choice ? [{ member, choice: eviction.choice }] : []));
}

/** All changes of all members, the latest first, `most` at most. */
export function changesOf(choices: readonly ChoiceOnMember[], most: number): ChangeOnMember[] {
  return choices
    .flatMap(({ member, choice }) => choice.history.map((change) => ({ ...change, member })))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, most);
}
