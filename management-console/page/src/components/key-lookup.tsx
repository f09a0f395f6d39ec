import { useState } from 'preact/hooks';
import { cachePath, get, type Problem } from '../api/client';
import type { KeyOwners } from '../api/types';
import { none } from '../model/format';

interface Found {
  key: string;
  owners: KeyOwners;
}

/** Who owns a key, asked of the member itself, which hashes as the cache does. */
export function KeyLookup({ cache, onFound }: { cache: string; onFound: (segment: number) => void }) {
  const [found, setFound] = useState<Found | null>(null);
  const [refusal, setRefusal] = useState('');

  const look = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const key = String(form.get('key'));
    const query = new URLSearchParams({ key, type: String(form.get('type')) });
    try {
      const owners = await get<KeyOwners>(cachePath(cache, `/owners?${query}`));
      setFound({ key, owners });
      setRefusal('');
      onFound(owners.segment);
    } catch (failure) {
      setFound(null);
      setRefusal((failure as Problem).message);
    }
  };

  return (
    <>
      <form class="lookup" onSubmit={(event) => void look(event)} data-testid="lookup-form">
        <label class="field lookup-key">
          Key
          <input name="key" required autocomplete="off" spellcheck={false} data-testid="lookup-key" />
        </label>
        <label class="field">
          Type
          <select name="type" data-testid="lookup-type">
            <option value="string">text</option>
            <option value="long">long</option>
            <option value="int">int</option>
          </select>
        </label>
        <button class="button main-button" data-testid="lookup-submit">
          Look up
        </button>
      </form>
      <div class="lookup-answer" aria-live="polite">
        {refusal && (
          <p class="field-error" data-testid="lookup-error">
            {refusal}
          </p>
        )}
        {found ? <Answer found={found} /> : !refusal && <p class="quiet">Names the owners and marks the segment above.</p>}
      </div>
    </>
  );
}

function Answer({ found: { key, owners } }: { found: Found }) {
  return (
    <dl class="facts" data-testid="lookup-result" data-segment={owners.segment}>
      <dt>Key</dt>
      <dd>
        <code>{key}</code>
      </dd>
      <dt>Segment</dt>
      <dd class="number" data-testid="lookup-segment">
        {owners.segment}
      </dd>
      <dt>Primary</dt>
      <dd data-testid="lookup-primary">{owners.primary || none}</dd>
      <dt>Backups</dt>
      <dd data-testid="lookup-backups">{owners.backups.join(', ') || none}</dd>
    </dl>
  );
}
