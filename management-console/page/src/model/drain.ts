import type { CachePlan, DrainReport, DrainState, Obstacle, Redundancy } from '../api/types';
import { formatCount, formatSpan, plural } from './format';
import type { Tone } from './verdict';

const tones: Record<DrainState, Tone> = {
  IDLE: 'plain',
  DRAINING: 'warn',
  DRAINED: 'good',
  RETURNING: 'warn',
  FAILED: 'bad',
};

const words: Record<DrainState, string> = {
  IDLE: 'takes part',
  DRAINING: 'draining',
  DRAINED: 'drained',
  RETURNING: 'returning',
  FAILED: 'takes part, drain failed',
};

/** How a member stands, in a word. */
export function drainState(report: DrainReport | null): { tone: Tone; text: string } {
  return report === null
    ? { tone: 'bad', text: 'not answering' }
    : { tone: tones[report.state], text: words[report.state] };
}

/** How far a drain has come, or why it has not. */
export function drainProgress({ state, segments, segmentsAtStart, remainingMillis, failure }: DrainReport): string {
  switch (state) {
    case 'DRAINING': {
      const left = `${formatCount(segments)} of ${formatCount(segmentsAtStart)} left`;
      return remainingMillis > 0 ? `${left}, given up in ${formatSpan(remainingMillis)}` : left;
    }
    case 'DRAINED':
      return 'can be stopped without a copy being lost';
    case 'FAILED':
      return failure ?? '';
    default:
      return '';
  }
}

/** Whether a drain is there to be cancelled. */
export function cancellable(report: DrainReport | null): boolean {
  return report !== null && (report.state === 'DRAINING' || report.state === 'DRAINED');
}

/** What stands in the way of a drain, cache by cache. */
export function obstacles(caches: readonly CachePlan[], redundancy: Redundancy): Obstacle[] {
  return caches.flatMap((cache) =>
    cache.obstacles.filter(({ ofRedundancy }) => redundancy === 'KEEP' || !ofRedundancy),
  );
}

/** Whether a drain is refused only because fewer copies would be left. */
export function fewerCopiesHelp(caches: readonly CachePlan[]): boolean {
  return obstacles(caches, 'KEEP').length > 0 && obstacles(caches, 'REDUCE').length === 0;
}

/** What would happen to the member's segments, in a sentence. */
export function drainOutlook(caches: readonly CachePlan[]): string {
  const moved = caches.filter(({ mode }) => mode.startsWith('DIST'));
  const segments = moved.reduce((sum, cache) => sum + cache.segments, 0);
  const alone = moved.reduce((sum, cache) => sum + cache.alone, 0);
  const only = alone === 0 ? 'others own all of them too' : `nobody else owns ${formatCount(alone)} of them`;
  return segments === 0
    ? 'It owns no segments.'
    : `${plural(segments, 'segment')} of ${plural(moved.length, 'cache')} move to other members; ${only} now.`;
}
