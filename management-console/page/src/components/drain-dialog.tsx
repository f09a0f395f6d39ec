import { useState } from 'preact/hooks';
import { memberPath, post, type Problem } from '../api/client';
import type { DrainPlan, Redundancy } from '../api/types';
import { drainOutlook, fewerCopiesHelp, obstacles } from '../model/drain';
import { notify } from '../state/notices';
import { useResource } from '../state/resource';
import { Dialog } from './dialog';
import { Loaded } from './states';
import { TypedName } from './typed-name';

/** After which the member gives up, and owns its segments again. */
const timeoutSeconds = 300;

/** Shows what a drain would do, and begins it once the member's name has been typed. */
export function DrainDialog({ member, onClose }: { member: string; onClose: () => void }) {
  const plan = useResource<DrainPlan>(memberPath(member, '/drain'), 2_000);
  const [typed, setTyped] = useState('');
  const [fewer, setFewer] = useState(false);
  const [refusal, setRefusal] = useState('');
  const redundancy: Redundancy = fewer ? 'REDUCE' : 'KEEP';
  const caches = plan.data?.caches ?? [];
  const blocked = plan.data === undefined || obstacles(caches, redundancy).length > 0;

  const drain = async () => {
    try {
      await post(memberPath(member, '/drain'), { confirm: typed, redundancy, timeoutSeconds });
      notify('good', `${member} hands over its segments.`);
      onClose();
    } catch (failure) {
      setRefusal((failure as Problem).message);
    }
  };

  return (
    <Dialog
      title={`Drain ${member}?`}
      confirm="Drain the member"
      danger
      disabled={typed !== member || blocked}
      onClose={onClose}
      onSubmit={() => void drain()}
      testid="dialog-drain"
    >
      <Loaded resource={plan}>
        {({ caches: parts }) => (
          <>
            <p data-testid="drain-outlook">{drainOutlook(parts)}</p>
            <ul data-testid="drain-obstacles">
              {obstacles(parts, redundancy).map(({ cache, reason, fix }) => (
                <li key={cache + reason} class="field-error">
                  {`Cache ${cache} ${reason}: ${fix}.`}
                </li>
              ))}
              {parts.flatMap(({ cache, notes }) =>
                notes.map((note) => <li key={cache + note}>{`Cache ${cache} ${note}.`}</li>),
              )}
            </ul>
            {fewerCopiesHelp(parts) && (
              <label class="check">
                <input
                  type="checkbox"
                  checked={fewer}
                  onChange={(input) => setFewer(input.currentTarget.checked)}
                  data-testid="drain-fewer"
                />
                Accept fewer copies than the caches want
              </label>
            )}
          </>
        )}
      </Loaded>
      <p>
        <strong>{member}</strong> goes on running and owns nothing. Stop it when it is drained, or give it its segments back.
      </p>
      <TypedName of="member" value={typed} refusal={refusal} onInput={setTyped} testid="drain-confirm" />
    </Dialog>
  );
}
