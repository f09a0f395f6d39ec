import { Store } from './store';

/** A short word on how an action went. */
export interface Notice {
  id: number;
  tone: 'good' | 'bad';
  text: string;
}

const shownMillis = 6_000;
const shownMax = 4;

export const notices = new Store<Notice[]>([]);

let last = 0;

/** Shows `text`; a failure stays until it is dismissed. */
export function notify(tone: Notice['tone'], text: string): void {
  const id = ++last;
  notices.update((shown) => [...shown, { id, tone, text }].slice(-shownMax));
  if (tone === 'good') {
    window.setTimeout(() => dismiss(id), shownMillis);
  }
}

export function dismiss(id: number): void {
  notices.update((shown) => shown.filter((notice) => notice.id !== id));
}
