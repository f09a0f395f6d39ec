import type { CacheTransfers, TransferReport } from '../api/types';
import { formatRate, formatSpan, plural } from './format';

/** How much of a rebalance has arrived at a member, 0..1. */
export function arrived({ segments, left }: TransferReport): number {
  return segments > 0 ? (segments - left) / segments : 0;
}

/** How long it still takes, as far as that is known. */
export function remaining({ remainingMillis }: TransferReport): string {
  if (remainingMillis < 0) {
    return 'not known yet';
  }
  return remainingMillis < 1_000 ? 'less than a second' : formatSpan(remainingMillis);
}

/** What is on its way to all members together, and until when: until the last of them has all. */
export function transferSummary({ members }: CacheTransfers): string {
  const reports = members.map(({ report }) => report);
  const left = reports.reduce((sum, report) => sum + report.left, 0);
  const rate = reports.reduce((sum, { segmentsPerSecond }) => sum + segmentsPerSecond, 0);
  const slowest = reports.reduce(later);
  return `${plural(left, 'segment')} on their way, ${rate > 0 ? formatRate(rate) : 'none arriving'}; time left: ${remaining(slowest)}.`;
}

function later(one: TransferReport, other: TransferReport): TransferReport {
  return one.remainingMillis < 0 || (other.remainingMillis >= 0 && other.remainingMillis < one.remainingMillis) ? one : other;
}
