import type { AntiEntropyReport, CacheAntiEntropy, OnMember, Setting } from '../api/types';
import { formatAgo, formatBytes, formatCount, formatDue, formatSpan, plural } from './format';
import { type Answer, answerOf, distinct, type Finding, maxOf, sumOf, tally } from './reports';
import type { Tone } from './verdict';

/** Whether a cache's settings hold the element that compares owners. */
export function comparesOwners(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'anti-entropy');
}

/** One number of all members, with what completes it. */
export interface AntiEntropyFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

type Members = readonly OnMember<AntiEntropyReport>[];

/** What all these come to. */
export function antiEntropyFigures(members: Members): AntiEntropyFigure[] {
  const sum = (of: (report: AntiEntropyReport) => number) => sumOf(members, of);
  const failed = sum(({ notRepaired }) => notRepaired);
  const running = members.filter(({ report }) => report.running);
  const { count, causes } = differences(members);
  return [
    {
      id: 'anti-entropy-running',
      label: 'Comparing now',
      value: running.length === 0 ? 'nobody' : plural(distinct(running.map(({ member }) => member)).length, 'member'),
      note: running.length === 0 ? pausedText(members) : `${formatSpan(maxOf(running, ({ remainingMillis }) => remainingMillis))} left`,
    },
    {
      id: 'anti-entropy-keys',
      label: 'Keys compared',
      value: formatCount(sum(({ keys }) => keys)),
      note: `${plural(sum(({ runs }) => runs), 'run')}, ${formatBytes(sum(({ bytes }) => bytes))} sent`,
    },
    {
      id: 'anti-entropy-differences',
      label: 'Differences',
      value: formatCount(count),
      note: causes || 'owners agreed',
    },
    {
      id: 'anti-entropy-repaired',
      label: 'Repaired',
      value: formatCount(sum(({ repaired }) => repaired)),
      note: members.every(({ report }) => !report.repairing)
        ? 'differences are only reported'
        : failed === 0
          ? 'nothing failed'
          : `${formatCount(failed)} could not be`,
      ...(failed > 0 && { tone: 'warn' as const }),
    },
  ];
}

function pausedText(members: Members): string {
  const paused = distinct(members.filter(({ report }) => report.paused).map(({ member }) => member));
  return paused.length === 0 ? 'waiting for the next run' : `paused on ${paused.join(', ')}`;
}

/** How much differed since the members started, and why, the most frequent cause first. */
export function differences(members: Members): { count: number; causes: string } {
  const causes = tally(members.map(({ report }) => report.differences));
  return {
    count: causes.reduce((total, { count }) => total + count, 0),
    causes: causes.map(({ name, count }) => `${formatCount(count)} ${name.replaceAll('-', ' ')}`).join(', '),
  };
}

/** When all these members had last compared all their owners, by the one for which it is longest; null: one never has. */
export function lastComplete(members: Members): string | null {
  const times = members.map(({ report }) => report.complete);
  return times.reduce<string | null>(
    (first, one) => (first === null || one === null || Date.parse(one) < Date.parse(first) ? one : first),
    times[0] ?? null,
  );
}

/** When the first of these members compares by itself; null: none does. */
export function nextRun(members: Members): string | null {
  const times = members.flatMap(({ report: { next } }) => (next === null ? [] : [Date.parse(next)]));
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

/** How a member stands, in a word. */
export function state({ running, paused, failure, reason, notHeard }: AntiEntropyReport): { tone: Tone; text: string } {
  if (running) {
    return paused ? { tone: 'warn', text: 'pausing' } : { tone: 'plain', text: reason === 'check' ? 'checking' : 'comparing' };
  }
  if (paused) {
    return { tone: 'warn', text: 'paused' };
  }
  if (failure !== null) {
    return { tone: 'bad', text: 'failed' };
  }
  if (reason === '') {
    return { tone: 'plain', text: 'none yet' };
  }
  return Object.keys(notHeard).length > 0 ? { tone: 'warn', text: 'incomplete' } : { tone: 'good', text: 'compared' };
}

const urgency: readonly Tone[] = ['good', 'plain', 'warn', 'bad'];

/** How the one stands that stands worst. */
export function worstState(members: Members): { tone: Tone; text: string } {
  return members
    .map(({ report }) => state(report))
    .reduce((worst, one) => (urgency.indexOf(one.tone) > urgency.indexOf(worst.tone) ? one : worst), { tone: 'good', text: 'compared' });
}

/** How far comparisons are, and how long they will take. */
export function progress(members: Members): { value: number; max: number; text: string } {
  const value = sumOf(members, ({ segmentsDone }) => segmentsDone);
  const max = sumOf(members, ({ segments }) => segments);
  const left = maxOf(members.filter(({ report }) => report.running && report.segmentsDone > 0), ({ remainingMillis }) => remainingMillis);
  const done = `${formatCount(value)} of ${formatCount(max)}`;
  return { value, max, text: left > 0 ? `${done}, ${formatSpan(left)} left` : done };
}

/** What keeps comparisons from being complete; empty if nothing does. */
export function obstacles(members: Members): string {
  const owners = members.flatMap(({ report: { notHeard } }) => Object.entries(notHeard).map(([owner, why]) => `${owner} ${why}`));
  const failures = members.flatMap(({ report: { failure } }) => (failure === null ? [] : [failure]));
  return [...distinct(failures), ...distinct(owners)].join('; ');
}

/** How often comparisons are made by themselves. */
export function schedule(members: Members): string {
  const interval = maxOf(members, ({ intervalMillis }) => intervalMillis);
  return interval === 0 ? 'on request' : `every ${formatSpan(interval)}`;
}

/** How fast they may be, and what they do about what differs. */
export function intensity(members: Members): { rate: string; mode: string } {
  return {
    rate: `${formatBytes(maxOf(members, ({ throttle }) => throttle))}/s`,
    mode: members.some(({ report }) => report.repairing) ? 'repairs' : 'only reports',
  };
}

/** When was the last repair, and what did it find? */
export function antiEntropyAnswer(caches: readonly CacheAntiEntropy[], silent: readonly string[], nowMillis: number): Answer {
  const found = caches.flatMap(({ cache, members }) => findings(cache, members));
  const last = caches.map(({ members }) => lastComplete(members));
  const never = last.includes(null);
  const oldest = never ? null : last.reduce((first, one) => (Date.parse(one!) < Date.parse(first!) ? one : first), last[0] ?? null);
  const good = oldest === null ? 'Not every cache was compared yet' : `Owners agree as of ${formatAgo(oldest, nowMillis)}`;
  const headlines = { good, warn: 'Comparisons of owners need attention', bad: 'A comparison of owners failed' };
  const next = nextRun(caches.flatMap(({ members }) => members));
  const calm = oldest !== null ? whatWasFound(caches) : next === null ? 'Comparisons are made on request only.' : `The next comparison is due ${formatDue(next, nowMillis)}.`;
  const answer = answerOf(headlines, calm, found, silent);
  return answer.tone === 'good' && oldest === null ? { ...answer, tone: 'plain' } : answer;
}

function whatWasFound(caches: readonly CacheAntiEntropy[]): string {
  const last = caches.reduce((total, { members }) => total + sumOf(members, ({ lastDifferences }) => lastDifferences), 0);
  return last === 0 ? 'The last comparisons found no difference.' : `The last comparisons found ${plural(last, 'difference')}, which are repaired.`;
}

function findings(cache: string, members: Members): Finding[] {
  const found: Finding[] = [];
  for (const { member, report } of members) {
    if (report.failure !== null) {
      found.push({ tone: 'bad', text: `${cache}: the comparison on ${member} failed: ${report.failure}.` });
    }
  }
  const missing = obstacles(members.map(({ member, report }) => ({ member, report: { ...report, failure: null } })));
  if (missing !== '') {
    found.push({ tone: 'warn', text: `${cache}: not compared with all owners: ${missing}.` });
  }
  const paused = distinct(members.filter(({ report }) => report.paused).map(({ member }) => member));
  if (paused.length > 0) {
    found.push({ tone: 'warn', text: `${cache}: comparisons are paused on ${paused.join(', ')}.` });
  }
  const failed = sumOf(members, ({ notRepaired }) => notRepaired);
  if (failed > 0) {
    found.push({ tone: 'warn', text: `${cache}: ${plural(failed, 'key')} could not be repaired.` });
  }
  const reported = sumOf(
    members.filter(({ report }) => report.reason === 'check' || !report.repairing),
    ({ lastDifferences }) => lastDifferences,
  );
  if (reported > 0) {
    found.push({ tone: 'warn', text: `${cache}: ${plural(reported, 'difference')} of the last check ${reported === 1 ? 'is' : 'are'} not repaired.` });
  }
  return found;
}
