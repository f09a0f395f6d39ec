import { words } from '../model/format';
import { availabilityTone, rebalancingTone } from '../model/verdict';
import { Badge } from './badge';

interface States {
  availability: string;
  rebalancing: string;
  rebalancingEnabled: boolean;
}

/** Whether the cache can be used, and whether its owners may move; `brief` leaves out what is as it should be. */
export function CacheStates({ cache, brief = false }: { cache: States; brief?: boolean }) {
  const { availability, rebalancing, rebalancingEnabled } = cache;
  const tone = rebalancingTone(rebalancing, rebalancingEnabled);
  return (
    <span class="badges">
      <Badge tone={availabilityTone(availability)}>{words(availability)}</Badge>
      {!(brief && tone === 'good') && (
        <span data-testid="rebalancing" data-enabled={rebalancingEnabled}>
          <Badge tone={tone}>{rebalancingEnabled ? `rebalancing ${words(rebalancing)}` : 'rebalancing off'}</Badge>
        </span>
      )}
    </span>
  );
}
