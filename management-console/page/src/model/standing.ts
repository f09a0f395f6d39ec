import type { Member, MemberState, Members, MissingMember } from '../api/types';
import { formatCount } from './format';
import type { Tone } from './verdict';

const told: Record<MemberState, { tone: Tone; text: string }> = {
  READY: { tone: 'good', text: 'ready' },
  JOINING: { tone: 'plain', text: 'joining' },
  DRAINING: { tone: 'warn', text: 'draining' },
  DRAINED: { tone: 'plain', text: 'drained' },
  SUSPECT: { tone: 'warn', text: 'suspect' },
  HUNG: { tone: 'bad', text: 'hung' },
};

/** A member's state in a word; one that this page does not know is never shown as good. */
export function stateOf(state: MemberState): { tone: Tone; text: string } {
  return told[state] ?? { tone: 'warn', text: state.toLowerCase() };
}

/** What completes a member's state. */
export function stateNote({ state, suspectedBy }: Pick<Member, 'state' | 'suspectedBy'>): string {
  if (suspectedBy.length > 0) {
    return `not heard by ${suspectedBy.join(', ')}`;
  }
  return state === 'HUNG' ? 'in the view, no answer' : '';
}

/** How many members there are, and of how many if some are not. */
export function membersText(present: number, expected: number): string {
  return present < expected ? `${formatCount(present)} of ${formatCount(expected)}` : formatCount(present);
}

/** One row of the table of members: one that is there, or one that is not. */
export type MemberRow = { name: string; member: Member; missing: null } | { name: string; member: null; missing: MissingMember };

/** Those that are there in the order of the view, then those that are not. */
export function memberRows({ members, missing }: Pick<Members, 'members' | 'missing'>): MemberRow[] {
  return [
    ...members.map((member) => ({ name: member.name, member, missing: null })),
    ...missing.map((one) => ({ name: one.name, member: null, missing: one })),
  ];
}
