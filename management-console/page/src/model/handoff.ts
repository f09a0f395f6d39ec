import type { CacheHandoff, HandoffReport, HandoffTarget, Setting } from '../api/types';
import { formatBytes, formatCount, formatSpan, plural } from './format';
import type { Tone } from './verdict';

/** Whether a cache's settings hold the element that keeps hints. */
export function hasHandoff(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'hinted-handoff');
}

/** One member is owed something by another, is not paid by it, or needs repair. */
export interface Debt extends HandoffTarget {
  by: string;
}

/** All debts, the largest first. */
export function debtsOf({ members }: CacheHandoff): Debt[] {
  return members
    .flatMap(({ member, report: { targets } }) => targets.map((target) => ({ ...target, by: member })))
    .sort((one, other) => other.pending - one.pending || one.member.localeCompare(other.member) || one.by.localeCompare(other.by));
}

/** How a debt stands, in a word. */
export function standing({ pending, paused, needsRepair }: HandoffTarget): { tone: Tone; text: string } {
  if (needsRepair) {
    return { tone: 'bad', text: paused ? 'needs repair, paused' : 'needs repair' };
  }
  if (paused) {
    return { tone: 'warn', text: 'paused' };
  }
  return pending > 0 ? { tone: 'warn', text: 'owed' } : { tone: 'good', text: 'paid' };
}

/** One number of handoff, with what completes it. */
export interface HandoffFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** What all members together come to. */
export function handoffFigures({ members }: CacheHandoff): HandoffFigure[] {
  const sum = (of: (report: HandoffReport) => number) => members.reduce((total, { report }) => total + of(report), 0);
  const pending = sum(({ pending: count }) => count);
  const oldest = Math.max(0, ...members.map(({ report }) => report.oldestMillis));
  const lost = sum(({ expired }) => expired) + sum(({ dropped }) => dropped);
  return [
    {
      id: 'handoff-pending',
      label: 'Hints kept',
      value: formatCount(pending),
      note: pending === 0 ? 'nobody is owed anything' : `${formatBytes(sum(({ bytes }) => bytes))}, the oldest for ${formatSpan(oldest)}`,
    },
    {
      id: 'handoff-paid',
      label: 'Hints paid',
      value: formatCount(sum(({ succeeded }) => succeeded)),
      note: `of ${formatCount(sum(({ created }) => created))} made; ${plural(sum(({ failed }) => failed), 'attempt')} failed`,
    },
    {
      id: 'handoff-lost',
      label: 'Hints let go',
      value: formatCount(lost),
      note: `${formatCount(sum(({ expired }) => expired))} expired, ${formatCount(sum(({ dropped }) => dropped))} dropped`,
    },
  ];
}
