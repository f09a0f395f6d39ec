import { go } from '../state/route';

/** Chooses the cache that a page shows. */
export function CacheSelect({ page, names, shown }: { page: string; names: readonly string[]; shown: string }) {
  const options = names.includes(shown) || !shown ? names : [shown, ...names];
  return (
    <label class="inline-field">
      <span>Cache</span>
      <select value={shown} onChange={(change) => go(page, change.currentTarget.value)} data-testid={`${page}-cache`}>
        {options.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
