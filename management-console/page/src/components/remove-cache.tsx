import { useState } from 'preact/hooks';
import { cachePath, type Problem, remove } from '../api/client';
import type { CacheRemoval } from '../api/types';
import { losses } from '../model/removal';
import { notify } from '../state/notices';
import { useResource } from '../state/resource';
import { go } from '../state/route';
import { Dialog } from './dialog';
import { Loaded } from './states';
import { TypedName } from './typed-name';

/** Shows what would go with a cache, and removes it once its name has been typed. */
export function RemoveCache({ cache, onClose }: { cache: string; onClose: () => void }) {
  const removal = useResource<CacheRemoval>(cachePath(cache, '/removal'), 2_000);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const blocked = removal.data === undefined || removal.data.obstacles.length > 0;

  const removeIt = async () => {
    setBusy(true);
    try {
      await remove(`${cachePath(cache)}?confirm=${encodeURIComponent(typed)}`);
      notify('good', `Cache ${cache} was removed from all members.`);
      go('caches');
    } catch (failure) {
      setRefusal((failure as Problem).message);
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={`Remove ${cache}?`}
      confirm="Remove the cache"
      danger
      disabled={busy || typed !== cache || blocked}
      onClose={onClose}
      onSubmit={() => void removeIt()}
      testid="dialog-remove"
    >
      <Loaded resource={removal}>
        {(data) =>
          data.obstacles.length > 0 ? (
            <ul data-testid="remove-obstacles">
              {data.obstacles.map((obstacle) => (
                <li key={obstacle} class="field-error">{`It cannot be removed: ${obstacle}.`}</li>
              ))}
            </ul>
          ) : (
            <>
              <p>
                <strong>{cache}</strong> is removed from all members. This cannot be undone. With it go:
              </p>
              <ul data-testid="remove-losses">
                {losses(data).map((loss) => (
                  <li key={loss}>{loss}</li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      <TypedName of="cache" value={typed} refusal={refusal} onInput={setTyped} testid="remove-confirm" />
    </Dialog>
  );
}
