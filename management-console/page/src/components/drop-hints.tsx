import { useState } from 'preact/hooks';
import { cachePath, post, type Problem } from '../api/client';
import { plural } from '../model/format';
import { type Debt } from '../model/handoff';
import { notify } from '../state/notices';
import { Dialog } from './dialog';
import { TypedName } from './typed-name';

/** Shows what a member would not be paid any more, by whom, and drops it once the member's name has been typed. */
export function DropHints({ debts, onClose }: { debts: readonly [Debt, ...Debt[]]; onClose: () => void }) {
  const { cache, member } = debts[0];
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');

  const drop = async () => {
    setBusy(true);
    try {
      const { dropped } = await post<{ dropped: number }>(cachePath(cache, `/handoff/${encodeURIComponent(member)}/drop`));
      notify('good', `${plural(dropped, 'hint')} for ${member} dropped; it needs repair.`);
      onClose();
    } catch (failure) {
      setRefusal((failure as Problem).message);
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={`Drop what ${member} is owed?`}
      confirm="Drop the hints"
      danger
      disabled={busy || typed !== member}
      onClose={onClose}
      onSubmit={() => void drop()}
      testid="dialog-drop"
    >
      <p>
        Writes of <strong>{cache}</strong> that <strong>{member}</strong> has missed are not sent to it any more. This cannot be undone:
      </p>
      <ul data-testid="drop-losses">
        {debts
          .filter(({ pending }) => pending > 0)
          .map(({ by, pending }) => (
            <li key={by}>{`${plural(pending, 'hint')} kept by ${by}`}</li>
          ))}
      </ul>
      <p>From then on it needs repair: until owners were compared, it may answer with what is older.</p>
      <TypedName of="member" value={typed} refusal={refusal} onInput={setTyped} testid="drop-confirm" />
    </Dialog>
  );
}
