import type { CacheRemoval } from '../api/types';
import { formatCount, plural } from './format';

/** What goes with a cache, each in a sentence. */
export function losses({ permanent, stores, listeners, members }: CacheRemoval): string[] {
  const entries = members.reduce((sum, member) => sum + member.entries, 0);
  const owed = members.reduce((sum, member) => sum + member.owed, 0);
  const silent = members.filter(({ answered }) => !answered).map(({ member }) => member);
  return [
    `${formatCount(entries)} ${entries === 1 ? 'copy of an entry' : 'copies of entries'} on ${plural(members.length, 'member')}.`,
    silent.length > 0 ? `What ${silent.join(', ')} holds is not known: no answer.` : '',
    stores > 0 ? 'What its store holds, too.' : '',
    owed > 0 ? `${plural(owed, 'change')} owed to members that were away.` : '',
    listeners > 0 ? `${plural(listeners, 'listener')} of the application on the answering member, which will hear nothing any more.` : '',
    permanent ? 'Its configuration, which members keep for their restart.' : '',
  ].filter((sentence) => sentence !== '');
}
