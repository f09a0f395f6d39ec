import type { CacheCalls, CallsReport, LatencyTimes, ReadPath } from '../api/types';
import { formatNanos, none } from './format';

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
export function gridCalls({ grid }: CacheCalls): CallsRow[] {
  return grid === null ? [] : rowsOf('all', grid);
}

/** The calls of each member, those of a kind together, so that members are compared; without kinds that nobody called. */
export function memberCalls({ grid, members }: CacheCalls): CallsRow[] {
  return operations.flatMap(([key, operation]) =>
    grid !== null && grid[key].count > 0 ? members.map(({ member, report }) => ({ member, operation, times: report[key] })) : [],
  );
}

function rowsOf(member: string, report: CallsReport): CallsRow[] {
  return operations.map(([key, operation]) => ({ member, operation, times: report[key] }));
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

export function pathShares({ readPaths }: CallsReport): PathShare[] {
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
