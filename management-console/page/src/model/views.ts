import type { GridView, Settlement } from '../api/types';
import { formatCount, formatMillis, formatSpan, plural } from './format';
import type { Tone } from './verdict';

const changes: Record<GridView['change'], { tone: Tone; text: string }> = {
  FIRST: { tone: 'plain', text: 'first' },
  JOINED: { tone: 'plain', text: 'joined' },
  LEFT: { tone: 'plain', text: 'left' },
  SPLIT: { tone: 'warn', text: 'split' },
  MERGED: { tone: 'good', text: 'merged' },
};

/** How a view came about, in a word; in another's words if this page does not know it. */
export function changeOf({ change }: GridView): { tone: Tone; text: string } {
  return changes[change] ?? { tone: 'plain', text: String(change).toLowerCase() };
}

/** Who came and who went. */
export function movesOf({ joined, left, merged }: GridView): string {
  if (merged.length > 0) {
    return merged.map((group) => `{${group.join(', ')}}`).join(' + ');
  }
  const moves = [
    ...(joined.length > 0 ? [`joined ${joined.join(', ')}`] : []),
    ...(left.length > 0 ? [`without ${left.join(', ')}`] : []),
  ];
  return moves.join('; ');
}

/** How long a view was in force. */
export function lasted({ installedAt, endedAt }: GridView): string {
  return endedAt === null ? 'in force' : `for ${formatSpan(Date.parse(endedAt) - Date.parse(installedAt))}`;
}

/** What the owners of a cache came to agree on after a merge, and how it ended; null: nothing was settled. */
export function settledOf({ settlements }: GridView, cache: string): { what: string; how: string; tone: Tone } | null {
  const last = settlements.filter((one) => one.cache === cache).at(-1);
  return last === undefined ? null : { what: `${plural(last.segments, 'segment')} in ${formatMillis(last.tookMillis)}`, ...outcome(last) };
}

function outcome({ differing, conflicts, unsettled, failure }: Settlement): { how: string; tone: Tone } {
  if (failure !== null) {
    return { how: `${formatCount(unsettled)} of ${plural(differing, 'key')} not settled: ${failure}`, tone: 'warn' };
  }
  const both = conflicts > 0 ? `, ${formatCount(conflicts)} written on both sides` : '';
  return { how: differing === 0 ? 'no key differed' : `${plural(differing, 'key')} differed${both}`, tone: 'plain' };
}
