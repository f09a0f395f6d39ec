import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CachePlan, DrainReport } from '../src/api/types';
import { cancellable, drainOutlook, drainProgress, drainState, fewerCopiesHelp, obstacles } from '../src/model/drain';

const report = (changes: Partial<DrainReport>): DrainReport => ({
  state: 'IDLE',
  segments: 40,
  segmentsAtStart: 0,
  since: null,
  remainingMillis: 0,
  failure: null,
  ...changes,
});

const plan = (changes: Partial<CachePlan>): CachePlan => ({
  cache: 'pages',
  mode: 'DIST_SYNC',
  owners: 2,
  segments: 40,
  alone: 0,
  entries: 1000,
  obstacles: [],
  notes: [],
  ...changes,
});

const tooFew = { cache: 'pages', reason: 'wants 2 owners', fix: 'start another member', ofRedundancy: true };
const off = { cache: 'pages', reason: 'must not move entries', fix: 'switch rebalancing on', ofRedundancy: false };

test('drainState_silentMember_isNotTakenForOneThatTakesPart', () => {
  assert.deepEqual(drainState(null), { tone: 'bad', text: 'not answering' });
  assert.equal(drainState(report({ state: 'DRAINED' })).tone, 'good');
});

test('drainProgress_draining_tellsWhatIsLeftAndForHowLong', () => {
  const draining = report({ state: 'DRAINING', segments: 30, segmentsAtStart: 40, remainingMillis: 60_000 });

  assert.match(drainProgress(draining), /^30 of 40 left, given up in 1/);
  assert.equal(drainProgress({ ...draining, remainingMillis: 0 }), '30 of 40 left');
});

test('drainProgress_failed_tellsWhy', () => {
  assert.equal(drainProgress(report({ state: 'FAILED', failure: 'time is over' })), 'time is over');
});

test('cancellable_onlyWhileThereIsADrain', () => {
  assert.ok(cancellable(report({ state: 'DRAINING' })));
  assert.ok(cancellable(report({ state: 'DRAINED' })));
  assert.ok(!cancellable(report({ state: 'RETURNING' })));
  assert.ok(!cancellable(null));
});

test('obstacles_fewerCopiesAccepted_leavesWhatHasNothingToDoWithThem', () => {
  const caches = [plan({ obstacles: [tooFew] }), plan({ obstacles: [off] })];

  assert.deepEqual(obstacles(caches, 'KEEP'), [tooFew, off]);
  assert.deepEqual(obstacles(caches, 'REDUCE'), [off]);
  assert.ok(!fewerCopiesHelp(caches));
  assert.ok(fewerCopiesHelp([plan({ obstacles: [tooFew] })]));
  assert.ok(!fewerCopiesHelp([plan({})]));
});

test('drainOutlook_countsSegmentsOfDistributedCachesAndThoseOwnedAlone', () => {
  const everywhere = plan({ mode: 'REPL_SYNC', segments: 256, alone: 0 });

  assert.equal(
    drainOutlook([plan({ alone: 3 }), everywhere]),
    '40 segments of 1 cache move to other members; nobody else owns 3 of them now.',
  );
  assert.match(drainOutlook([plan({})]), /others own all of them too/);
  assert.equal(drainOutlook([everywhere]), 'It owns no segments.');
});
