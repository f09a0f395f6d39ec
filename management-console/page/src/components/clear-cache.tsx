import { useState } from 'preact/hooks';
import { cachePath, post, type Problem } from '../api/client';
import { notify } from '../state/notices';
import { Dialog } from './dialog';
import { TypedName } from './typed-name';

/** Removes every entry once the cache's name has been typed. */
export function ClearCache({ cache, onClose }: { cache: string; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState('');

  const clear = async () => {
    try {
      await post(cachePath(cache, '/clear'), { confirm: typed });
      notify('good', `Cache ${cache} was cleared.`);
      onClose();
    } catch (failure) {
      setRefusal((failure as Problem).message);
    }
  };

  return (
    <Dialog
      title={`Clear ${cache}?`}
      confirm="Clear the cache"
      danger
      disabled={typed !== cache}
      onClose={onClose}
      onSubmit={() => void clear()}
      testid="dialog-clear"
    >
      <p>
        Every entry of <strong>{cache}</strong> is removed on every member. This cannot be undone.
      </p>
      <TypedName of="cache" value={typed} refusal={refusal} onInput={setTyped} testid="clear-confirm" />
    </Dialog>
  );
}
