import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newest } from '../src/model/events';

const event = (sequence: number, kind: string) => ({ sequence, kind, at: '2026-01-01T00:00:00Z', subject: '', text: '' });

test('newest_manyDetailsAfterAView_leavesTheView', () => {
  const events = [event(1, 'VIEW'), event(2, 'MERGE'), ...Array.from({ length: 40 }, (_, i) => event(3 + i, i % 2 ? 'TOPOLOGY' : 'REBALANCE'))];

  assert.deepEqual(newest(events, 8).map(({ sequence }) => sequence), [2, 1]);
  assert.deepEqual(newest(events, 1).map(({ sequence }) => sequence), [2]);
});
