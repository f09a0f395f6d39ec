import { Store } from './store';

/** What the visitor chose; `system` follows the browser. */
export type Choice = 'system' | 'light' | 'dark';

const key = 'spandrel-theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

export const choice = new Store<Choice>(remembered());

/** What is in force now, for what must read colours itself. */
export const theme = new Store<'light' | 'dark'>('light');

choice.watch((chosen) => {
  try {
    window.localStorage.setItem(key, chosen);
  } catch {
    /* A browser without storage forgets the choice, no more. */
  }
  apply();
});
system.addEventListener('change', apply);
apply();

function apply(): void {
  const chosen = choice.get();
  const effective = chosen === 'system' ? (system.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset.theme = effective;
  theme.set(effective);
}

function remembered(): Choice {
  try {
    const stored = window.localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
