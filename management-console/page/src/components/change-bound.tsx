import { useState } from 'preact/hooks';
import { cachePath, type Problem, put } from '../api/client';
import type { Eviction } from '../api/types';
import { notify } from '../state/notices';
import { amount } from './fill';
import { Dialog } from './dialog';

/** Changes a cache's bound on every member; what the value must look like is the member's to say. */
export function ChangeBound(props: { cache: string; eviction: Eviction; onClose: () => void }) {
  const { cache, eviction, onClose } = props;
  const attribute = eviction.unit === 'BYTES' ? 'max-size' : 'max-count';
  const [value, setValue] = useState('');
  const [refusal, setRefusal] = useState('');

  const change = async () => {
    try {
      await put(cachePath(cache, '/settings'), { element: 'eviction', attribute, value: value.trim() });
      notify('good', `${attribute} of ${cache} is now ${value.trim()}.`);
      onClose();
    } catch (failure) {
      setRefusal((failure as Problem).message);
    }
  };

  return (
    <Dialog
      title={`Change the bound of ${cache}`}
      confirm="Change"
      disabled={value.trim() === ''}
      onClose={onClose}
      onSubmit={() => void change()}
      testid="dialog-change"
    >
      <p>
        All members together hold at most {amount(eviction.bound, eviction.unit)}
        {eviction.unit === 'ENTRIES' && ' entries'} now. A lower bound evicts at once. The change lasts until the members
        restart.
      </p>
      <label class="field">
        <span>
          New <code>{attribute}</code>, for each member
        </span>
        <input
          value={value}
          placeholder={eviction.unit === 'BYTES' ? '64MB' : '100000'}
          onInput={(input) => setValue(input.currentTarget.value)}
          autocomplete="off"
          data-testid="change-value"
        />
      </label>
      <p class="field-error" role="alert" data-testid="change-error">
        {refusal}
      </p>
    </Dialog>
  );
}
