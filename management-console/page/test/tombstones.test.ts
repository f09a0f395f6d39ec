import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AntiEntropyReport, TombstonesReport } from '../src/api/types';
import { blockers, remembersDeletes, repairAge, roomOf, tombstonesAnswer, tombstonesFigures } from '../src/model/tombstones';

const quiet: TombstonesReport = {
  live: 10, bytes: 1_024, bytesMax: 65_536, oldestMillis: 5_000, graceMillis: 864_000_000, purged: 4, blocked: 0, blockedBy: {}, needFullCompare: 0, forgotten: 0, resurrectionsBlocked: 0,
  clearedAt: null,
};

function members(change: Partial<TombstonesReport> = {}) {
  return [{ member: 'a', report: quiet }, { member: 'b', report: { ...quiet, ...change } }];
}

function figure(id: string, change: Partial<TombstonesReport> = {}) {
  return tombstonesFigures(members(change)).find((one) => one.id === `tombstones-${id}`)!;
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
  assert.deepEqual(blockers([...members({ blockedBy: { c: 1 } }), ...members({ blockedBy: { c: 2 } })]), ['c']);
});

test('roomOf_theFullestMember_decides', () => {
  assert.deepEqual(roomOf(members()), { bytes: 1_024, bytesMax: 65_536, tone: 'plain' });
  assert.deepEqual(roomOf(members({ bytes: 60_000 })), { bytes: 60_000, bytesMax: 65_536, tone: 'warn' });
});

const now = Date.parse('2026-01-11T00:00:00Z');

function compared(complete: string | null) {
  return [{ member: 'a', report: { complete } as AntiEntropyReport }];
}

test('repairAge_besideGrace_isWorthALookBeforeItIsOver', () => {
  assert.deepEqual(repairAge(members(), compared('2026-01-10T00:00:00Z'), now), { ageMillis: 86_400_000, graceMillis: 864_000_000, tone: 'plain' });
  assert.equal(repairAge(members(), compared('2026-01-03T23:59:59Z'), now)!.tone, 'warn');
  assert.equal(repairAge(members(), compared(null), now), null);
  assert.equal(repairAge(members(), [], now), null);
});

function answer(change: Partial<TombstonesReport>, complete: string | null = null, silent: string[] = []) {
  return tombstonesAnswer([{ cache: 'pages', members: members(change) }], [{ cache: 'pages', members: compared(complete) }], silent, now);
}

test('answer_everyDeleteIsRemembered_isGood', () => {
  assert.deepEqual([answer({}).tone, answer({}).headline], ['good', 'No delete can come back']);
  assert.equal(answer({}, null, ['d']).tone, 'warn');
});

test('answer_blockedAndFullAndLongNotCompared_namesEach', () => {
  const { tone, reasons } = answer({ blocked: 7, blockedBy: { d: 7 }, bytes: 60_000 }, '2026-01-02T00:00:00Z');

  assert.equal(tone, 'warn');
  assert.deepEqual(reasons, [
    'pages: 7 deletes cannot be purged, waiting for d.',
    'pages: little room is left on b.',
    'pages: owners were last compared 9\u00a0d ago; deletes are kept for 10\u00a0d.',
  ]);
});

test('answer_notRemembered_isBad', () => {
  const { tone, reasons } = answer({ needFullCompare: 2, forgotten: 5 });

  assert.equal(tone, 'bad');
  assert.match(reasons[0]!, /^pages: deletes of 2 segments were not remembered/);
});
