import { useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { notify } from './notices';

/** Runs one action at a time and tells how it went; `onDone` follows either way. */
export function useAction(onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const run = async (action: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await action();
      notify('good', done);
    } catch (failure) {
      const { title, detail } = failure as Problem;
      notify('bad', detail ? `${title}: ${detail}` : title);
    }
    setBusy(false);
    onDone();
  };
  return { run, busy };
}
