import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GridEvent, Sample } from '../src/api/types';
import { eventsMax, mergeEvents, mergeSamples, windowMillis } from '../src/model/history';

const start = Date.UTC(2026, 0, 1);

function sample(millis: number): Sample {
  return { at: new Date(start + millis).toISOString(), members: [], caches: {} };
}

function event(sequence: number, millis = sequence): GridEvent {
  return { sequence, at: new Date(start + millis).toISOString(), kind: 'VIEW', subject: '', text: '' };
}

test('mergeSamples_historyAfterLive_ordersAndKeepsEachOnce', () => {
  const merged = mergeSamples([sample(3_000)], [sample(1_000), sample(2_000), sample(3_000)]);

  assert.deepEqual(merged, [sample(1_000), sample(2_000), sample(3_000)]);
});

test('mergeSamples_beyondWindow_dropsTheOldest', () => {
  assert.deepEqual(mergeSamples([sample(0), sample(5)], [sample(windowMillis + 5)]), [sample(5), sample(windowMillis + 5)]);
});

test('mergeSamples_nothing_isEmpty', () => {
  assert.deepEqual(mergeSamples([], []), []);
});

test('mergeEvents_sameEventTwice_keepsOne', () => {
  assert.deepEqual(mergeEvents([event(1)], [event(1), event(2)]), [event(1), event(2)]);
});

test('mergeEvents_memberRestarted_keepsBothWithTheSameSequence', () => {
  assert.equal(mergeEvents([event(1, 10)], [event(1, 99)]).length, 2);
});

test('mergeEvents_tooMany_keepsTheNewest', () => {
  const merged = mergeEvents([], Array.from({ length: eventsMax + 3 }, (_, i) => event(i)));

  assert.equal(merged.length, eventsMax);
  assert.equal(merged[0]!.sequence, 3);
});
