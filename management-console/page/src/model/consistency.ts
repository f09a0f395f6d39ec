import type { CacheConsistency, ConsistencyReport, Setting } from '../api/types';
import { formatCount, formatFineShare, plural } from './format';
import type { Tone } from './verdict';

/** Whether a cache's settings hold the element that gives writes their versions. */
export function hasVersions(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'consistency');
}

/** One number of all members, with what completes it. */
export interface ConsistencyFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** What all members together come to. */
export function consistencyFigures({ members }: CacheConsistency): ConsistencyFigure[] {
  const sum = (of: (report: ConsistencyReport) => number) => members.reduce((total, { report }) => total + of(report), 0);
  const unknown = sum(({ writes }) => writes.unknown);
  const reads = sum(({ reads: { keys } }) => keys);
  const mismatches = sum(({ reads: { mismatches: count } }) => count);
  const replaced = sum(({ primariesReplaced }) => primariesReplaced);
  const slow = slowMembers(members.map(({ report }) => report));
  return [
    {
      id: 'consistency-writes',
      label: 'Writes done',
      value: formatCount(sum(({ writes }) => writes.done)),
      note: `${formatCount(sum(({ writes }) => writes.notDone))} not done, ${formatCount(unknown)} unknown`,
      ...(unknown > 0 && { tone: 'warn' as const }),
    },
    {
      id: 'consistency-reads',
      label: 'Keys read above ONE',
      value: formatCount(reads),
      note: `${formatCount(sum(({ reads: { unavailable } }) => unavailable))} unavailable`,
    },
    {
      id: 'consistency-mismatches',
      label: 'Owners differed',
      value: formatCount(mismatches),
      note: reads === 0 ? 'of no reads' : `${formatFineShare(mismatches / reads)} of reads; ${formatCount(sum(repaired))} repaired`,
    },
    {
      id: 'consistency-slow',
      label: 'Slow now',
      value: slow.length === 0 ? 'nobody' : slow.join(', '),
      note: `found ${plural(sum(({ slowMembersFound }) => slowMembersFound), 'time')}; ${plural(replaced, 'primary', 'primaries')} replaced`,
      ...(slow.length > 0 && { tone: 'warn' as const }),
    },
  ];
}

/** Keys that reads had brought up to date. */
export function repaired({ reads }: ConsistencyReport): number {
  return reads.repairedBackground + reads.repairedBlocking;
}

/** Who is slow for any of them, by name. */
function slowMembers(reports: readonly ConsistencyReport[]): string[] {
  return [...new Set(reports.flatMap((report) => report.slowMembers))].sort();
}
