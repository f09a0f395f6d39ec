import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AntiEntropyReport } from '../src/api/types';
import {
  antiEntropyAnswer, antiEntropyFigures, comparesOwners, intensity, lastComplete, nextRun, obstacles, progress, schedule, state, worstState,
} from '../src/model/anti-entropy';

const over: AntiEntropyReport = {
  running: false, paused: false, repairing: true, reason: 'interval', began: '2026-01-01T00:00:00Z', ended: '2026-01-01T00:00:09Z',
  complete: '2026-01-01T00:00:00Z', next: '2026-01-02T00:00:00Z', intervalMillis: 86_400_000, throttle: 10_485_760,
  segments: 64, segmentsDone: 64, remainingMillis: 0, lastDifferences: 2, notHeard: {}, failure: null, runs: 3, keys: 1_000,
  differences: { 'older-value': 2, 'missing-delete': 1 }, repaired: 3, notRepaired: 0, bytes: 2_048,
};

function members(...reports: AntiEntropyReport[]) {
  return reports.map((report, i) => ({ member: `m${i}`, report }));
}

function figure(id: string, ...reports: AntiEntropyReport[]) {
  return antiEntropyFigures(members(...reports)).find((one) => one.id === `anti-entropy-${id}`)!;
}

test('comparesOwners_otherElements_doNot', () => {
  const setting = (element: string) => ({ element, attribute: 'a', value: 'v', origin: 'default' });
  assert.equal(comparesOwners([setting('consistency')]), false);
  assert.equal(comparesOwners([setting('consistency'), setting('anti-entropy')]), true);
});

test('figures_sumUpMembers', () => {
  assert.deepEqual([figure('keys', over, over).value, figure('keys', over, over).note], ['2,000', '6 runs, 4.0\u00a0KB sent']);
  assert.deepEqual([figure('differences', over, over).value, figure('differences', over, over).note], ['6', '4 older value, 2 missing delete']);
  assert.deepEqual([figure('repaired', over, over).value, figure('repaired', over, over).note], ['6', 'nothing failed']);
});

test('running_tellsHowManyAndTheLongestWait', () => {
  assert.deepEqual([figure('running', over).value, figure('running', over).note], ['nobody', 'waiting for the next run']);
  assert.equal(figure('running', over, { ...over, paused: true }).note, 'paused on m1');
  const busy = { ...over, running: true, remainingMillis: 9_000 };
  assert.deepEqual([figure('running', busy, { ...busy, remainingMillis: 61_000 }).value, figure('running', busy).note], ['2 members', '9\u00a0s left']);
  assert.equal(figure('running', busy, { ...busy, remainingMillis: 61_000 }).note, '1\u00a0min 1\u00a0s left');
});

test('figures_nothingDiffered_saysSo', () => {
  assert.equal(figure('differences', { ...over, differences: {} }).note, 'owners agreed');
});

test('repaired_failuresAndCheckOnly_areTold', () => {
  const failed = figure('repaired', { ...over, notRepaired: 2 });
  assert.deepEqual([failed.note, failed.tone], ['2 could not be', 'warn']);
  assert.equal(figure('repaired', { ...over, repairing: false }).note, 'differences are only reported');
});

test('state_worstFirst', () => {
  assert.deepEqual(state({ ...over, running: true, paused: true }), { tone: 'warn', text: 'pausing' });
  assert.deepEqual(state({ ...over, running: true }), { tone: 'plain', text: 'comparing' });
  assert.deepEqual(state({ ...over, paused: true }), { tone: 'warn', text: 'paused' });
  assert.deepEqual(state({ ...over, failure: 'the cache stops' }), { tone: 'bad', text: 'failed' });
  assert.deepEqual(state({ ...over, reason: '' }), { tone: 'plain', text: 'none yet' });
  assert.deepEqual(state({ ...over, notHeard: { c: 'has left' } }), { tone: 'warn', text: 'incomplete' });
  assert.deepEqual(state(over), { tone: 'good', text: 'compared' });
});

test('state_aCheck_isToldFromARepair', () => {
  assert.equal(state({ ...over, running: true, reason: 'check' }).text, 'checking');
});

test('worstState_severalMembers_isTheMostUrgent', () => {
  assert.equal(worstState(members(over, { ...over, paused: true }, over)).text, 'paused');
  assert.equal(worstState(members(over, over)).text, 'compared');
});

test('progress_running_tellsWhatIsLeft', () => {
  assert.equal(progress(members(over)).text, '64 of 64');
  const running = { ...over, running: true, segmentsDone: 16, remainingMillis: 65_000 };
  assert.deepEqual(progress(members(running, over)), { value: 80, max: 128, text: '80 of 128, 1\u00a0min 5\u00a0s left' });
  assert.equal(progress(members({ ...over, running: true, segmentsDone: 0 })).text, '0 of 64');
});

test('obstacles_ownersAndFailure_areNamedOnce', () => {
  assert.equal(obstacles(members(over)), '');
  const obstructed = { ...over, failure: 'stopped', notHeard: { d: 'has left', c: 'is not in the view' } };
  assert.equal(obstacles(members(obstructed, obstructed)), 'stopped; c is not in the view; d has left');
});

test('lastComplete_theMemberForWhichItIsLongest_decides', () => {
  const later = { ...over, complete: '2026-01-01T06:00:00Z' };
  assert.equal(lastComplete(members(later, over)), '2026-01-01T00:00:00Z');
  assert.equal(lastComplete(members(over, { ...over, complete: null })), null);
  assert.equal(lastComplete([]), null);
});

test('nextRun_theFirstOne_decides', () => {
  assert.equal(nextRun(members({ ...over, next: '2026-01-02T06:00:00Z' }, over)), '2026-01-02T00:00:00.000Z');
  assert.equal(nextRun(members({ ...over, next: null })), null);
});

test('scheduleAndIntensity_areToldAsConfigured', () => {
  assert.equal(schedule(members(over)), 'every 1\u00a0d');
  assert.equal(schedule(members({ ...over, intervalMillis: 0 })), 'on request');
  assert.deepEqual(intensity(members(over)), { rate: '10.0\u00a0MB/s', mode: 'repairs' });
  assert.equal(intensity(members({ ...over, repairing: false })).mode, 'only reports');
});

function answer(...reports: AntiEntropyReport[]) {
  return antiEntropyAnswer([{ cache: 'pages', members: members(...reports) }], [], Date.parse('2026-01-01T03:00:00Z'));
}

test('answer_compared_saysWhenAndWhatWasFound', () => {
  assert.deepEqual(answer(over, over), {
    tone: 'good', headline: 'Owners agree as of 3\u00a0h ago', reasons: ['The last comparisons found 4 differences, which are repaired.'],
  });
  assert.deepEqual(answer({ ...over, lastDifferences: 0 }).reasons, ['The last comparisons found no difference.']);
});

test('answer_notComparedYet_isNoPraise', () => {
  const fresh = answer({ ...over, complete: null });

  assert.deepEqual([fresh.tone, fresh.headline, fresh.reasons[0]], ['plain', 'Not every cache was compared yet', 'The next comparison is due in 21\u00a0h.']);
  assert.deepEqual(answer({ ...over, complete: null, next: null }).reasons, ['Comparisons are made on request only.']);
});

test('answer_worstFirst', () => {
  const { tone, reasons } = answer(
    { ...over, notHeard: { d: 'has left' }, paused: true, notRepaired: 1 },
    { ...over, failure: 'no answer' },
    { ...over, reason: 'check', lastDifferences: 1 },
  );

  assert.equal(tone, 'bad');
  assert.deepEqual(reasons, [
    'pages: the comparison on m1 failed: no answer.',
    'pages: not compared with all owners: d has left.',
    'pages: comparisons are paused on m0.',
    'pages: 1 key could not be repaired.',
    'pages: 1 difference of the last check is not repaired.',
  ]);
});
