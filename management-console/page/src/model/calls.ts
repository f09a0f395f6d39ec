import type { CacheCalls, CallsReport, LatencyTimes } from '../api/types';
import { formatNanos, none } from './format';

/** Calls of one kind: of a member, or of all. */
export interface CallsRow {
  member: string;
  operation: string;
  times: LatencyTimes;
}

const operations: [keyof CallsReport, string][] = [
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

/** A duration, if there were calls. */
export function timeOf(times: LatencyTimes, which: Exclude<keyof LatencyTimes, 'count'>): string {
  return times.count === 0 ? none : formatNanos(times[which]);
}
