import type { CacheHandoff, HandoffReport, HandoffTarget, OnMember, Setting } from '../api/types';
import { formatBytes, formatCount, formatSpan, plural } from './format';
import { type Answer, answerOf, distinct, type Finding, maxOf, sumOf } from './reports';
import type { Tone } from './verdict';

/** Whether a cache's settings hold the element that keeps hints. */
export function hasHandoff(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'hinted-handoff');
}

/** One member is owed something of a cache by another, is not paid by it, or needs repair. */
export interface Debt extends HandoffTarget {
  cache: string;
  by: string;
  windowMillis: number;
}

/** All debts: first who needs repair, then the largest. */
export function debtsOf(caches: readonly CacheHandoff[]): Debt[] {
  return caches
    .flatMap(({ cache, members }) =>
      members.flatMap(({ member, report: { targets, windowMillis } }) =>
        targets.map((target) => ({ ...target, cache, by: member, windowMillis })),
      ),
    )
    .sort(
      (one, other) =>
        Number(other.needsRepair) - Number(one.needsRepair) || other.pending - one.pending || nameOf(one).localeCompare(nameOf(other)),
    );
}

/** What tells one debt from another. */
export function nameOf({ cache, member, by }: Debt): string {
  return `${cache} ${member} ${by}`;
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

/** How old a debt's oldest hint is, beside how old it may become. */
export function age({ oldestMillis, windowMillis }: { oldestMillis: number; windowMillis: number }): string {
  return `${formatSpan(oldestMillis)} of ${formatSpan(windowMillis)}`;
}

/** Is anything owed to a member? */
export function handoffAnswer(caches: readonly CacheHandoff[], silent: readonly string[]): Answer {
  const headlines = { good: 'Nobody is owed anything', warn: 'Members are owed writes', bad: 'A member needs repair' };
  const calm = 'No hint is kept for any member, and none needs repair.';
  return answerOf(headlines, calm, findings(debtsOf(caches)), silent);
}

/* One line for each member that is owed, however many owe it. */
function findings(debts: readonly Debt[]): Finding[] {
  return [...new Set(debts.map(({ member }) => member))].flatMap((member) => {
    const owed = debts.filter((debt) => debt.member === member);
    const pending = owed.reduce((total, debt) => total + debt.pending, 0);
    const oldest = owed.reduce((most, debt) => (debt.oldestMillis > most.oldestMillis ? debt : most));
    const repair = owed.filter(({ needsRepair }) => needsRepair);
    const found: Finding[] = [];
    if (repair.length > 0) {
      const of = namesOf(repair);
      found.push({ tone: 'bad', text: `${member} may lack writes of ${of} that no hint is kept for; a comparison of owners repairs it.` });
    }
    if (pending > 0) {
      const of = namesOf(owed.filter((debt) => debt.pending > 0));
      found.push({ tone: 'warn', text: `${member} is owed ${plural(pending, 'hint')} of ${of}, the oldest for ${age(oldest)}.` });
    }
    const paused = owed.filter((debt) => debt.paused);
    if (paused.length > 0) {
      found.push({ tone: 'warn', text: `${member} is not paid what it is owed of ${namesOf(paused)}: paused.` });
    }
    return found;
  });
}

function namesOf(debts: readonly Debt[]): string {
  return distinct(debts.map(({ cache }) => cache)).join(', ');
}

/** One number of handoff, with what completes it. */
export interface HandoffFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** What all these come to. */
export function handoffFigures(members: readonly OnMember<HandoffReport>[]): HandoffFigure[] {
  const sum = (of: (report: HandoffReport) => number) => sumOf(members, of);
  const pending = sum(({ pending: count }) => count);
  const lost = sum(({ expired }) => expired) + sum(({ dropped }) => dropped);
  const repair = distinct(members.flatMap(({ report: { targets } }) => targets.filter(({ needsRepair }) => needsRepair).map(({ member }) => member)));
  return [
    {
      id: 'handoff-pending',
      label: 'Hints kept',
      value: formatCount(pending),
      note:
        pending === 0
          ? 'nobody is owed anything'
          : `${formatBytes(sum(({ bytes }) => bytes))}, the oldest for ${formatSpan(maxOf(members, ({ oldestMillis }) => oldestMillis))}`,
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
    {
      id: 'handoff-repair',
      label: 'Need repair',
      value: repair.length === 0 ? 'nobody' : plural(repair.length, 'member'),
      note: repair.length === 0 ? lost === 0 ? 'nothing was let go' : 'owners were compared since' : repair.join(', '),
      ...(repair.length > 0 && { tone: 'bad' as const }),
    },
  ];
}
