import type { AntiEntropyReport, CacheAntiEntropy, Setting } from '../api/types';
import { formatBytes, formatCount, formatSpan, plural } from './format';
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

/** What all members together come to. */
export function antiEntropyFigures({ members }: CacheAntiEntropy): AntiEntropyFigure[] {
  const sum = (of: (report: AntiEntropyReport) => number) => members.reduce((total, { report }) => total + of(report), 0);
  const checking = members.some(({ report }) => !report.repairing);
  const failed = sum(({ notRepaired }) => notRepaired);
  const causes = causesOf(members.map(({ report }) => report));
  const running = members.filter(({ report }) => report.running).map(({ report }) => report);
  return [
    {
      id: 'anti-entropy-running',
      label: 'Comparing now',
      value: running.length === 0 ? 'nobody' : plural(running.length, 'member'),
      note: running.length === 0 ? pausedText(members) : `${formatSpan(Math.max(...running.map(({ remainingMillis }) => remainingMillis)))} left`,
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
      value: formatCount(causes.reduce((total, { count }) => total + count, 0)),
      note: causes.length === 0 ? 'owners agreed' : causes.map(({ cause, count }) => `${formatCount(count)} ${cause}`).join(', '),
    },
    {
      id: 'anti-entropy-repaired',
      label: 'Repaired',
      value: formatCount(sum(({ repaired }) => repaired)),
      note: checking ? 'differences are only reported' : failed === 0 ? 'nothing failed' : `${formatCount(failed)} could not be`,
      ...(failed > 0 && { tone: 'warn' as const }),
    },
  ];
}

function pausedText(members: CacheAntiEntropy['members']): string {
  const paused = members.filter(({ report }) => report.paused).map(({ member }) => member);
  return paused.length === 0 ? 'waiting for the next run' : `paused on ${paused.join(', ')}`;
}

/** Differences of all members by cause, the most frequent first. */
function causesOf(reports: readonly AntiEntropyReport[]): { cause: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const [cause, count] of reports.flatMap(({ differences }) => Object.entries(differences))) {
    counts.set(cause, (counts.get(cause) ?? 0) + count);
  }
  return [...counts]
    .map(([cause, count]) => ({ cause: cause.replaceAll('-', ' '), count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || one.cause.localeCompare(other.cause));
}

/** How a member stands, in a word. */
export function state({ running, paused, failure, reason, notHeard }: AntiEntropyReport): { tone: Tone; text: string } {
  if (running) {
    return paused ? { tone: 'warn', text: 'pausing' } : { tone: 'plain', text: 'comparing' };
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

/** How far a comparison is, and how long it will take. */
export function progress({ running, segments, segmentsDone, remainingMillis }: AntiEntropyReport): string {
  const done = `${formatCount(segmentsDone)} of ${plural(segments, 'segment')}`;
  return running && segmentsDone > 0 ? `${done}, ${formatSpan(remainingMillis)} left` : done;
}

/** What keeps a comparison from being complete; empty if nothing does. */
export function obstacles({ failure, notHeard }: AntiEntropyReport): string {
  const owners = Object.entries(notHeard)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([owner, why]) => `${owner} ${why}`);
  return [...(failure === null ? [] : [failure]), ...owners].join('; ');
}
