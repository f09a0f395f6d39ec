import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TombstonesReport } from '../src/api/types';
import { blockers, remembersDeletes, room, tombstonesFigures } from '../src/model/tombstones';

const quiet: TombstonesReport = {
  live: 10, bytes: 1_024, bytesMax: 65_536, purged: 4, blocked: 0, blockedBy: {}, needFullCompare: 0, forgotten: 0, resurrectionsBlocked: 0,
  clearedAt: null,
};

function figure(id: string, change: Partial<TombstonesReport> = {}) {
  const members = [{ member: 'a', tombstones: quiet }, { member: 'b', tombstones: { ...quiet, ...change } }];
  return tombstonesFigures({ cache: 'pages', members }).find((one) => one.id === `tombstones-${id}`)!;
}

test('remembersDeletes_anyAttributeOfTheElement_does', () => {
  assert.equal(remembersDeletes([{ element: 'tombstones', attribute: 'grace', value: '10d', origin: 'default' }]), true);
  assert.equal(remembersDeletes([{ element: 'eviction', attribute: 'policy', value: 'lru', origin: 'default' }]), false);
});

test('figures_allIsWell_haveNoTone', () => {
  assert.equal(figure('live').value, '20');
  assert.equal(figure('live').note, '8 purged');
  assert.ok(['live', 'blocked', 'compare', 'resurrections'].every((id) => figure(id).tone === undefined));
});

test('blocked_anOwnerIsMissing_namesIt', () => {
  const blocked = figure('blocked', { blocked: 7, blockedBy: { d: 7, c: 2 } });

  assert.deepEqual([blocked.value, blocked.note, blocked.tone], ['7', 'waiting for c, d', 'warn']);
});

test('compare_deletesWereNotRemembered_isBad', () => {
  const compare = figure('compare', { needFullCompare: 1, forgotten: 12 });

  assert.deepEqual([compare.value, compare.note, compare.tone], ['1 segment', '12 deletes not remembered', 'bad']);
});

test('live_littleRoomLeft_saysWhere', () => {
  const live = figure('live', { bytes: 60_000 });

  assert.deepEqual([live.note, live.tone], ['little room left on b', 'warn']);
});

test('blockers_severalMembersWaitForOne_isNamedOnce', () => {
  assert.deepEqual(blockers([{ ...quiet, blockedBy: { c: 1 } }, { ...quiet, blockedBy: { c: 2 } }]), ['c']);
});

test('room_tellsUseAndShare', () => {
  assert.equal(room(quiet).used, '1.0 KB');
  assert.ok(room(quiet).share.endsWith('of 64.0 KB'));
});
