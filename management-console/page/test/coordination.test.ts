import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheMember, Coordination, Eviction } from '../src/api/types';
import { coordinationOf, strained } from '../src/model/coordination';

const quiet: Coordination = {
  victimsSent: 0,
  victimsDropped: 0,
  followed: 0,
  refused: 0,
  readsSent: 0,
  readsDropped: 0,
  readsHeard: 0,
  evened: 0,
  uncoordinatedEvictions: 0,
};

function row(member: string, evictions: number, coordination: Coordination | null): CacheMember {
  const eviction = { policy: 'lru', unit: 'ENTRIES', bound: 1, size: 1, entries: 1, evictions, prematureEvictions: 0, policyFailures: 0, coordination } as Eviction;
  return { member, eviction } as CacheMember;
}

test('coordinationOf_nodeLocalOrUnbounded_isNone', () => {
  assert.deepEqual(coordinationOf([row('a', 5, null), { member: 'b', eviction: null } as CacheMember]), []);
});

test('coordinationOf_keysDroppedOrRefused_areLost', () => {
  const [member] = coordinationOf([row('a', 0, { ...quiet, victimsDropped: 1, readsDropped: 20, refused: 300 })]);

  assert.equal(member?.lost, 321);
});

test('coordinationOf_nothingLeftYet_hasNoShare', () => {
  assert.equal(coordinationOf([row('a', 0, quiet)])[0]?.uncoordinatedShare, null);
});

test('coordinationOf_uncoordinatedEvictions_areAShareOfAllThatLeft', () => {
  const [member] = coordinationOf([row('a', 100, { ...quiet, followed: 40, uncoordinatedEvictions: 10 })]);

  assert.equal(member?.uncoordinatedShare, 0.1);
});

test('strained_moreThanOneInTwentyUncoordinated_isNamed', () => {
  const members = coordinationOf([
    row('idle', 0, quiet),
    row('even', 100, { ...quiet, uncoordinatedEvictions: 5 }),
    row('short', 100, { ...quiet, uncoordinatedEvictions: 6 }),
  ]);

  assert.deepEqual(strained(members), ['short']);
});
