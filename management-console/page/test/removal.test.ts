import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheRemoval } from '../src/api/types';
import { losses } from '../src/model/removal';

const removal = (changes: Partial<CacheRemoval>): CacheRemoval => ({
  name: 'orders',
  permanent: false,
  stores: 0,
  listeners: 0,
  obstacles: [],
  members: [
    { member: 'a', answered: true, entries: 7, owed: 0 },
    { member: 'b', answered: true, entries: 5, owed: 0 },
  ],
  ...changes,
});

test('of a plain cache its entries go', () => {
  assert.deepEqual(losses(removal({})), ['12 copies of entries on 2 members.']);
});

test('everything that goes with a cache is named', () => {
  const all = removal({ permanent: true, stores: 1, listeners: 2, members: [{ member: 'a', answered: true, entries: 1, owed: 3 }] });

  assert.deepEqual(losses(all), [
    '1 copy of an entry on 1 member.',
    'What its store holds, too.',
    '3 changes owed to members that were away.',
    '2 listeners of the application on the answering member, which will hear nothing any more.',
    'Its configuration, which members keep for their restart.',
  ]);
});

test('who does not answer is named', () => {
  const silent = removal({ members: [{ member: 'c', answered: false, entries: 0, owed: 0 }] });

  assert.equal(losses(silent)[1], 'What c holds is not known: no answer.');
});
