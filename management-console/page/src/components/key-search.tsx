import { type Search, searches } from '../model/keys';

/** What keys to look for. */
export function KeySearch({ onFind }: { onFind: (search: Search, text: string) => void }) {
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    onFind(form.get('search') as Search, String(form.get('text')));
  };
  return (
    <form class="lookup" onSubmit={find} onReset={() => onFind('prefix', '')} data-testid="keys-form">
      <label class="field">
        Key
        <select name="search" data-testid="keys-search">
          {searches.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="field lookup-key">
        Text
        <input name="text" type="search" autocomplete="off" spellcheck={false} data-testid="keys-text" />
      </label>
      <button class="button main-button" data-testid="keys-submit">
        Find
      </button>
      <button class="button" type="reset">
        Show all
      </button>
    </form>
  );
}
