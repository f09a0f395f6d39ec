import { useState } from 'preact/hooks';
import { cachePath, post, type Problem, put } from '../api/client';
import type { Eviction, Session } from '../api/types';
import { plural } from '../model/format';
import { type Action, may } from '../model/roles';
import { notify } from '../state/notices';
import { ChangeBound } from './change-bound';
import { ClearCache } from './clear-cache';
import { RemoveCache } from './remove-cache';

/** What the visitor may do to the cache; what the role does not allow is not shown. */
export function CacheActions(props: {
  session: Session;
  cache: string;
  rebalancingEnabled: boolean;
  eviction: Eviction | null;
  onDone: () => void;
}) {
  const { session, cache, rebalancingEnabled, eviction, onDone } = props;
  const [busy, setBusy] = useState(false);
  const [dialog, setDialog] = useState<'none' | 'clear' | 'change' | 'remove'>('none');
  const allowed = (action: Action) => may(session.roles, action);

  const run = async (work: () => Promise<string>) => {
    setBusy(true);
    try {
      notify('good', await work());
    } catch (failure) {
      const { title, detail } = failure as Problem;
      notify('bad', detail ? `${title}: ${detail}` : title);
    }
    setBusy(false);
    onDone();
  };
  const evict = () => run(async () => evicted(await post<{ evicted: number }>(cachePath(cache, '/evict'))));
  const expire = () =>
    run(async () => {
      await post(cachePath(cache, '/expire'));
      return 'Expired entries were removed on every member.';
    });
  const rebalance = () =>
    run(async () => {
      await put(cachePath(cache, '/rebalancing'), { enabled: !rebalancingEnabled });
      return `Rebalancing is now ${rebalancingEnabled ? 'off' : 'on'}.`;
    });
  const close = () => {
    setDialog('none');
    onDone();
  };

  return (
    <div class="actions" role="group" aria-label="Actions" data-testid="cache-actions">
      {allowed('evict') && eviction && (
        <ActionButton id="evict" text="Evict now" busy={busy} onClick={evict} />
      )}
      {allowed('expire') && <ActionButton id="expire" text="Expire now" busy={busy} onClick={expire} />}
      {allowed('rebalance') && (
        <ActionButton
          id="rebalance"
          text={rebalancingEnabled ? 'Stop rebalancing' : 'Allow rebalancing'}
          busy={busy}
          onClick={rebalance}
        />
      )}
      {allowed('change') && eviction && (
        <ActionButton id="change" text="Change bound…" busy={busy} onClick={() => setDialog('change')} />
      )}
      {allowed('clear') && <ActionButton id="clear" text="Clear…" busy={busy} danger onClick={() => setDialog('clear')} />}
      {allowed('remove') && <ActionButton id="remove" text="Remove…" busy={busy} danger onClick={() => setDialog('remove')} />}
      {dialog === 'remove' && <RemoveCache cache={cache} onClose={close} />}
      {dialog === 'clear' && <ClearCache cache={cache} onClose={close} />}
      {dialog === 'change' && eviction && <ChangeBound cache={cache} eviction={eviction} onClose={close} />}
    </div>
  );
}

function ActionButton(props: { id: string; text: string; busy: boolean; danger?: boolean; onClick: () => void }) {
  return (
    <button
      class={`button ${props.danger ? 'danger-button' : ''}`}
      type="button"
      disabled={props.busy}
      onClick={props.onClick}
      data-testid={`action-${props.id}`}
    >
      {props.text}
    </button>
  );
}

function evicted({ evicted: count }: { evicted: number }): string {
  return count === 0 ? 'Nothing was above the bound.' : `${plural(count, 'entry was', 'entries were')} evicted.`;
}
