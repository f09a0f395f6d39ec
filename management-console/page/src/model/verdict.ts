/** How urgent a state is; every tone has a sign of its own beside its colour. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain';

export interface Verdict {
  tone: Tone;
  headline: string;
}

const verdicts: Record<string, Verdict> = {
  GREEN: { tone: 'good', headline: 'The grid is healthy' },
  AMBER: { tone: 'warn', headline: 'The grid needs attention' },
  RED: { tone: 'bad', headline: 'The grid is in trouble' },
};

/** The verdict in words; one that this page does not know is never shown as healthy. */
export function verdictOf(verdict: string): Verdict {
  return verdicts[verdict] ?? { tone: 'warn', headline: `Unknown verdict ${verdict}` };
}

/** Why the verdict is as it is; of a healthy grid, what that means. */
export function reasonsOf({ verdict, reasons }: { verdict: string; reasons: readonly string[] }): readonly string[] {
  return verdict === 'GREEN' && reasons.length === 0
    ? ['Every segment has all its owners, and every member answers.']
    : reasons;
}

/** How a cache's availability is shown. */
export function availabilityTone(availability: string): Tone {
  return availability === 'AVAILABLE' ? 'good' : 'bad';
}

/** How a cache's rebalancing status is shown; switched off is worth a look, moving is not. */
export function rebalancingTone(status: string, enabled: boolean): Tone {
  if (!enabled || status === 'SUSPENDED') {
    return 'warn';
  }
  return status === 'COMPLETE' ? 'good' : 'plain';
}

/** How full a bounded resource is shown: a full cache is normal, a full heap is not. */
export function heapTone(used: number, max: number): Tone {
  const fill = max > 0 ? used / max : 0;
  return fill >= 0.95 ? 'bad' : fill >= 0.85 ? 'warn' : 'plain';
}
