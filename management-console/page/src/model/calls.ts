import type { CacheCalls, Calls, CallsReport, LatencyTimes, ReadPath } from '../api/types';
import { formatNanos, formatSpan, none } from './format';

/** Of which time calls are shown. */
export type CallsWindow = 'lastMinute' | 'sinceStart';

export const windowNames: Record<CallsWindow, string> = { lastMinute: 'Last minute', sinceStart: 'Since start' };

/** Of which time they are, as exactly as is known. */
export function windowText({ lastMinuteMillis }: CallsReport, window: CallsWindow): string {
  return window === 'sinceStart' ? 'Calls since the cache started on each member.' : `Calls of the last ${formatSpan(lastMinuteMillis)}.`;
}

/** Calls of one kind: of a member, or of all. */
export interface CallsRow {
  member: string;
  operation: string;
  times: LatencyTimes;
}

const operations: ['reads' | 'writes' | 'removes', string][] = [
  ['reads', 'Read'],
  ['writes', 'Write'],
  ['removes', 'Remove'],
];

/** The calls of all members, a row for each kind; none if no member times them. */
export function gridCalls({ grid }: CacheCalls, window: CallsWindow): CallsRow[] {
  return grid === null ? [] : operations.map(([key, operation]) => ({ member: 'all', operation, times: grid[window][key] }));
}

/**
 * The calls of each member, those of a kind together, so that members are compared; without kinds that nobody ever called, so that
 * rows do not come and go.
 */
export function memberCalls({ grid, members }: CacheCalls, window: CallsWindow): CallsRow[] {
  return operations.flatMap(([key, operation]) =>
    grid !== null && grid.sinceStart[key].count > 0
      ? members.map(({ member, report }) => ({ member, operation, times: report[window][key] }))
      : [],
  );
}

const pathNames: Record<ReadPath, string> = {
  MEMORY: 'Own memory',
  STORE: 'Own store',
  MEMBER: 'Another member',
  ABSENT: 'Absent by filter',
  MISSED: 'Missed',
};

/** What answered a member's reads: in the order in which they are asked, only what the cache has. */
export interface PathShare {
  path: ReadPath;
  name: string;
  count: number;
  /** Of all reads, 0..1; null without reads. */
  share: number | null;
}

export function pathShares({ readPaths }: Calls): PathShare[] {
  const known = (Object.keys(pathNames) as ReadPath[]).filter((path) => readPaths[path] !== undefined);
  const reads = known.reduce((sum, path) => sum + (readPaths[path] ?? 0), 0);
  return known.map((path) => {
    const count = readPaths[path] ?? 0;
    return { path, name: pathNames[path], count, share: reads === 0 ? null : count / reads };
  });
}

/** A duration, if there were calls. */
export function timeOf(times: LatencyTimes, which: Exclude<keyof LatencyTimes, 'count'>): string {
  return times.count === 0 ? none : formatNanos(times[which]);
}
