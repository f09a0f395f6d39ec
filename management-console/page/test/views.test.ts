import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GridView, Settlement } from '../src/api/types';
import { changeOf, lasted, movesOf, settledOf } from '../src/model/views';

const view: GridView = {
  id: 4, change: 'SPLIT', installedAt: '2026-01-01T00:00:00Z', endedAt: '2026-01-01T00:01:05Z', members: ['a', 'b'], joined: [], left: ['c'],
  merged: [], settlements: [],
};
const settlement: Settlement = { cache: 'orders', tookMillis: 120, segments: 256, differing: 3, conflicts: 1, unsettled: 0, failure: null };

test('changeOf_aSplit_isWorthALook', () => {
  assert.deepEqual(changeOf(view), { tone: 'warn', text: 'split' });
  assert.deepEqual(changeOf({ ...view, change: 'MERGED' }), { tone: 'good', text: 'merged' });
  assert.deepEqual(changeOf({ ...view, change: 'MOVED' as GridView['change'] }), { tone: 'plain', text: 'moved' });
});

test('movesOf_eachChange_saysWho', () => {
  assert.equal(movesOf(view), 'without c');
  assert.equal(movesOf({ ...view, left: [], joined: ['d', 'e'] }), 'joined d, e');
  assert.equal(movesOf({ ...view, joined: ['c'], merged: [['a', 'b'], ['c']] }), '{a, b} + {c}');
  assert.equal(movesOf({ ...view, left: [] }), '');
});

test('lasted_untilTheNextView', () => {
  assert.equal(lasted(view), 'for 1\u00a0min 5\u00a0s');
  assert.equal(lasted({ ...view, endedAt: null }), 'in force');
});

test('settledOf_theCachesLast_isTold', () => {
  const merged = { ...view, settlements: [{ ...settlement, cache: 'pages' }, { ...settlement, segments: 1 }, settlement] };

  assert.deepEqual(settledOf(merged, 'orders'), { what: '256 segments in 120\u00a0ms', how: '3 keys differed, 1 written on both sides', tone: 'plain' });
  assert.equal(settledOf(merged, 'users'), null);
  assert.equal(settledOf({ ...view, settlements: [{ ...settlement, differing: 0 }] }, 'orders')!.how, 'no key differed');
  assert.deepEqual(settledOf({ ...view, settlements: [{ ...settlement, tookMillis: 61_000, unsettled: 2, failure: 'no answer' }] }, 'orders'), {
    what: '256 segments in 1\u00a0min 1\u00a0s', how: '2 of 3 keys not settled: no answer', tone: 'warn',
  });
});
