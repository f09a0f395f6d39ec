import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AntiEntropyReport } from '../src/api/types';
import { antiEntropyFigures, comparesOwners, obstacles, progress, state } from '../src/model/anti-entropy';

const over: AntiEntropyReport = {
  running: false, paused: false, repairing: true, reason: 'interval', began: '2026-01-01T00:00:00Z', ended: '2026-01-01T00:00:09Z',
  segments: 64, segmentsDone: 64, remainingMillis: 0, lastDifferences: 2, notHeard: {}, failure: null, runs: 3, keys: 1_000,
  differences: { 'older-value': 2, 'missing-delete': 1 }, repaired: 3, notRepaired: 0, bytes: 2_048,
};

function figure(id: string, ...reports: AntiEntropyReport[]) {
  const members = reports.map((report, i) => ({ member: `m${i}`, report }));
  return antiEntropyFigures({ cache: 'pages', members }).find((one) => one.id === `anti-entropy-${id}`)!;
}

test('comparesOwners_otherElements_doNot', () => {
  const setting = (element: string) => ({ element, attribute: 'a', value: 'v', origin: 'default' });
  assert.equal(comparesOwners([setting('consistency')]), false);
  assert.equal(comparesOwners([setting('consistency'), setting('anti-entropy')]), true);
});

test('figures_sumUpMembers', () => {
  assert.deepEqual([figure('keys', over, over).value, figure('keys', over, over).note], ['2,000', '6 runs, 4.0 KB sent']);
  assert.deepEqual([figure('differences', over, over).value, figure('differences', over, over).note], ['6', '4 older value, 2 missing delete']);
  assert.deepEqual([figure('repaired', over, over).value, figure('repaired', over, over).note], ['6', 'nothing failed']);
});

test('running_tellsHowManyAndTheLongestWait', () => {
  assert.deepEqual([figure('running', over).value, figure('running', over).note], ['nobody', 'waiting for the next run']);
  assert.equal(figure('running', over, { ...over, paused: true }).note, 'paused on m1');
  const busy = { ...over, running: true, remainingMillis: 9_000 };
  assert.deepEqual([figure('running', busy, { ...busy, remainingMillis: 61_000 }).value, figure('running', busy).note], ['2 members', '9 s left']);
  assert.equal(figure('running', busy, { ...busy, remainingMillis: 61_000 }).note, '1 min 1 s left');
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

test('progress_running_tellsWhatIsLeft', () => {
  assert.equal(progress(over), '64 of 64 segments');
  assert.equal(progress({ ...over, running: true, segmentsDone: 16, remainingMillis: 65_000 }), '16 of 64 segments, 1 min 5 s left');
  assert.equal(progress({ ...over, running: true, segmentsDone: 0 }), '0 of 64 segments');
});

test('obstacles_ownersAndFailure_areNamed', () => {
  assert.equal(obstacles(over), '');
  assert.equal(obstacles({ ...over, failure: 'stopped', notHeard: { d: 'has left', c: 'is not in the view' } }), 'stopped; c is not in the view; d has left');
});
