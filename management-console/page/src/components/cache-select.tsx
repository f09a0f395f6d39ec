import { go } from '../state/route';

/** Chooses the cache that a page shows; with `all`, that is also the name of showing every one. */
export function CacheSelect(props: { page: string; names: readonly string[]; shown: string; all?: string }) {
  const { page, names, shown, all } = props;
  const options = names.includes(shown) || !shown ? names : [shown, ...names];
  return (
    <label class="inline-field">
      <span>Cache</span>
      <select value={shown} onChange={(change) => go(page, change.currentTarget.value)} data-testid={`${page}-cache`}>
        {all && <option value="">{all}</option>}
        {options.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
