import type { Eviction, MemberBeforeAndAfter } from '../api/types';

/** What a change of a bound means for the grid, in one sentence. */
export interface Consequence {
  text: string;
  tone: 'good' | 'warn';
}

/** What comes of it on all members together; `amount` writes a value in the bound's unit. */
export function consequence(
  members: readonly MemberBeforeAndAfter[],
  amount: (value: number) => string,
  unit: Eviction['unit'],
): Consequence {
  const silent = members.filter(({ answered }) => !answered).map(({ member }) => member);
  const leaving = members.reduce((sum, one) => sum + one.leaving, 0);
  const unknown = silent.length > 0 ? ` Not known of ${silent.join(', ')}.` : '';
  if (leaving > 0) {
    const what = unit === 'ENTRIES' ? `${amount(leaving)} entries` : amount(leaving);
    return { text: `${what} are evicted at once.${unknown}`, tone: 'warn' };
  }
  const changes = members.some(({ answered, bound, boundAfter }) => answered && bound !== boundAfter);
  const text = changes ? 'Nothing is evicted.' : 'This is the bound now.';
  return { text: text + unknown, tone: silent.length > 0 ? 'warn' : 'good' };
}
