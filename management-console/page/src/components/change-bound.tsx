import { useEffect, useState } from 'preact/hooks';
import { cachePath, get, type Problem, put } from '../api/client';
import type { ChangePreview, Eviction } from '../api/types';
import { notify } from '../state/notices';
import { PreviewOfChange } from './change-preview';
import { amount } from './fill';
import { Dialog } from './dialog';

/** A pause in typing after which the member is asked what the value would do, ms. */
const settleMillis = 250;

/**
 * Changes a cache's bound on every member. What the value must look like, and what it would do, is the member's to say;
 * what it refuses cannot be confirmed.
 */
export function ChangeBound(props: { cache: string; eviction: Eviction; onClose: () => void }) {
  const { cache, eviction, onClose } = props;
  const attribute = eviction.unit === 'BYTES' ? 'max-size' : 'max-count';
  const [typed, setTyped] = useState('');
  const value = typed.trim();
  const { preview, refusal, refuse } = usePreview(cache, attribute, value);

  const change = async () => {
    try {
      await put(cachePath(cache, '/settings'), { element: 'eviction', attribute, value });
      notify('good', `${attribute} of ${cache} is now ${value}.`);
      onClose();
    } catch (failure) {
      refuse((failure as Problem).message);
    }
  };

  return (
    <Dialog
      title={`Change the bound of ${cache}`}
      confirm="Change on every member"
      disabled={preview === undefined}
      onClose={onClose}
      onSubmit={() => void change()}
      testid="dialog-change"
    >
      <p>
        All members together hold at most {amount(eviction.bound, eviction.unit)}
        {eviction.unit === 'ENTRIES' && ' entries'} now. The change lasts until the members restart.
      </p>
      <label class="field">
        <span>
          New <code>{attribute}</code>, for each member
        </span>
        <input
          value={typed}
          placeholder={eviction.unit === 'BYTES' ? '64MB' : '100000'}
          onInput={(input) => setTyped(input.currentTarget.value)}
          autocomplete="off"
          aria-invalid={refusal !== ''}
          data-testid="change-value"
        />
      </label>
      {preview && <PreviewOfChange preview={preview} />}
      <p class="field-error" role="alert" data-testid="change-error">
        {refusal}
      </p>
    </Dialog>
  );
}

interface Preview {
  /** Of the value as it stands; undefined while it is not known, or refused. */
  preview: ChangePreview | undefined;
  refusal: string;
  refuse: (reason: string) => void;
}

function usePreview(cache: string, attribute: string, value: string): Preview {
  const [preview, setPreview] = useState<ChangePreview>();
  const [refusal, refuse] = useState('');

  useEffect(() => {
    setPreview(undefined);
    refuse('');
    if (value === '') {
      return undefined;
    }
    const abort = new AbortController();
    const query = new URLSearchParams({ element: 'eviction', attribute, value });
    const ask = async () => {
      try {
        setPreview(await get<ChangePreview>(cachePath(cache, `/settings/preview?${query}`), abort.signal));
      } catch (failure) {
        if (!abort.signal.aborted) {
          refuse((failure as Problem).message);
        }
      }
    };
    const timer = window.setTimeout(() => void ask(), settleMillis);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [cache, attribute, value]);

  return { preview, refusal, refuse };
}
