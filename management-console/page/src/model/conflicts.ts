import type { CacheConsistency, ConflictsReport, ConflictWrite } from '../api/types';
import { formatCount, plural } from './format';
import type { Tone } from './verdict';

export const pageSize = 20;

/** The query of a page that begins behind `after`. */
export function conflictsQuery(after: string | null, values: boolean): string {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (after !== null) {
    query.set('after', after);
  }
  if (values) {
    query.set('values', 'true');
  }
  return query.toString();
}

/** One number of all members, with what completes it. */
export interface ConflictsFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** What all members together come to; nothing if none of them answered. */
export function conflictsFigures({ members }: CacheConsistency): ConflictsFigure[] {
  const [first] = members;
  if (first === undefined) {
    return [];
  }
  const sum = (of: (report: ConflictsReport) => number) => members.reduce((total, { report }) => total + of(report.conflicts), 0);
  const failures = sum(({ resolverFailures }) => resolverFailures);
  return [
    { id: 'conflicts-settled', label: 'Settled', value: formatCount(sum(({ settled }) => settled)), note: `${formatCount(sum(({ deletes }) => deletes))} with a delete` },
    { id: 'conflicts-older', label: 'Older kept', value: formatCount(sum(({ olderKept }) => olderKept)), note: 'the resolver chose so' },
    {
      id: 'conflicts-resolver',
      label: 'Resolver',
      value: first.report.conflicts.resolver,
      note: failures === 0 ? 'never failed' : `failed ${plural(failures, 'time')}: the newer stayed`,
      ...(failures > 0 && { tone: 'warn' as const }),
    },
    { id: 'conflicts-logged', label: 'Remembered', value: formatCount(sum(({ logged }) => logged)), note: `${formatCount(sum(({ overwritten }) => overwritten))} not any more` },
  ];
}

/** What a write left, where its value is not shown. */
export function outcome({ deleted }: Pick<ConflictWrite, 'deleted'>): string {
  return deleted ? 'a delete' : 'a value';
}
