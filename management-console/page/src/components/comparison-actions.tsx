import { cachePath, post } from '../api/client';
import type { AntiEntropyReport, OnMember } from '../api/types';
import { useAction } from '../state/action';

const told = {
  run: 'All members compare owners as soon as they can.',
  check: 'All members compare owners as soon as they can, and repair nothing.',
  pause: 'Comparisons wait on all members.',
  resume: 'Comparisons go on, on all members.',
};

/** What all members can be had to do about comparing a cache's owners. */
export function ComparisonActions({ cache, members, onDone }: { cache: string; members: readonly OnMember<AntiEntropyReport>[]; onDone: () => void }) {
  const { run, busy } = useAction(onDone);
  const repairing = members.some(({ report }) => report.repairing);
  const button = (verb: keyof typeof told, text: string) => (
    <button
      class="button"
      type="button"
      disabled={busy}
      onClick={() => void run(() => post(cachePath(cache, `/anti-entropy/${verb}`)), told[verb])}
      aria-label={`${text}: ${cache}`}
      data-testid={`anti-entropy-${verb}`}
    >
      {text}
    </button>
  );
  return (
    <span class="actions">
      {button('run', repairing ? 'Repair now' : 'Check now')}
      {repairing && button('check', 'Check')}
      {members.some(({ report }) => report.paused) ? button('resume', 'Resume') : button('pause', 'Pause')}
    </span>
  );
}
