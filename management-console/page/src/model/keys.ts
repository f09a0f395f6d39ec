import type { CopyState, KeyCopies, KeyLifetime } from '../api/types';
import { formatBytes, formatSpan, plural } from './format';
import type { Tone } from './verdict';

/** How the text of the search narrows the keys: the beginning, a part, or the whole of a key of some type. */
export type Search = 'prefix' | 'contains' | 'string' | 'long' | 'int';

export const searches: readonly { value: Search; text: string }[] = [
  { value: 'prefix', text: 'begins with' },
  { value: 'contains', text: 'contains' },
  { value: 'string', text: 'is the text' },
  { value: 'long', text: 'is the long' },
  { value: 'int', text: 'is the int' },
];

export const pageSize = 100;

/** Whether the search names one key, which then is asked for itself. */
export function isExact(search: Search): boolean {
  return search !== 'prefix' && search !== 'contains';
}

/** The query of a page that begins behind `after`. */
export function pageQuery(search: Search, text: string, after: string | null): string {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (!isExact(search) && text !== '') {
    query.set('match', search);
    query.set('text', text);
  }
  if (after !== null) {
    query.set('after', after);
  }
  return query.toString();
}

/** What the copies of a key have to say, in one line. */
export function judge({ verdict, odd, copies }: Pick<KeyCopies, 'verdict' | 'odd' | 'copies'>): {
  tone: Tone;
  title: string;
  text: string;
} {
  const who = odd.join(', ');
  switch (verdict) {
    case 'AGREE':
      return copies.length === 1
        ? { tone: 'good', title: 'One copy', text: `Only ${copies[0]!.member} owns this key.` }
        : { tone: 'good', title: 'Copies agree', text: `All ${plural(copies.length, 'owner')} hold the same.` };
    case 'ABSENT':
      return { tone: 'plain', title: 'No value', text: 'No owner holds a value under this key.' };
    case 'DIFFER':
      return { tone: 'bad', title: 'Copies differ', text: `Not the same on ${who}.` };
    case 'MISSING':
      return { tone: 'bad', title: 'A copy is missing', text: `Nothing on ${who}.` };
    default:
      return { tone: 'warn', title: 'Not known', text: `${who} did not answer; the others agree.` };
  }
}

const states: Record<CopyState, string> = {
  MEMORY: 'in memory',
  STORE: 'in the store',
  DELETED: 'deleted',
  ABSENT: 'nothing',
  SILENT: 'no answer',
};

export function stateText(state: CopyState): string {
  return states[state];
}

/** What is kept as an object has no length of its own. */
export function sizeText(bytes: number): string {
  return bytes < 0 ? 'object' : formatBytes(bytes);
}

/** How long an entry still lives, and how it is limited. */
export function lifeText(lifetime: KeyLifetime, nowMillis: number): { left: string; limits: string } {
  const limits = [
    lifetime.lifespanMillis >= 0 ? `of ${formatSpan(lifetime.lifespanMillis)}` : '',
    lifetime.maxIdleMillis >= 0 ? `idle at most ${formatSpan(lifetime.maxIdleMillis)}` : '',
  ].filter(Boolean);
  if (limits.length === 0) {
    return { left: 'unlimited', limits: '' };
  }
  const left = lifetime.expiresAt === null ? 0 : Date.parse(lifetime.expiresAt) - nowMillis;
  return { left: left > 0 ? `${formatSpan(left)} left` : 'over', limits: limits.join(', ') };
}

/** JSON with line breaks where it is JSON; anything else as it is. */
export function readable(text: string, format: string): string {
  if (format !== 'JSON' && format !== 'PROTOSTREAM') {
    return text;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
