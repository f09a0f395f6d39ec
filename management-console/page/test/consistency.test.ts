import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsistencyReport } from '../src/api/types';
import { consistencyFigures, hasVersions, repaired } from '../src/model/consistency';

const quiet: ConsistencyReport = {
  writes: {
    done: 100, notDone: 1, unknown: 0, unavailable: 0, belowLevel: 0, rewritten: 0, redirected: 0, late: 0, ownersLeftBehind: 0, conditions: 0, conditionsUnsettled: 0,
  },
  reads: {
    keys: 50, unavailable: 2, mismatches: 3, speculative: 0, repairedBackground: 2, repairedBlocking: 1, repairsFailed: 0, repairsDropped: 0,
  },
  slowMembers: [], slowMembersFound: 1, primariesReplaced: 0, olderNotApplied: 0, formerPrimariesRefused: 0, inquiriesRepeated: 0, clockAheadMillis: 0, clockRefused: 0, clockJumps: 0,
  conflicts: { resolver: 'newest', settled: 0, olderKept: 0, deletes: 0, resolverFailures: 0, logged: 0, loggedMax: 100, overwritten: 0 },
};

function figure(id: string, ...reports: ConsistencyReport[]) {
  const members = reports.map((report, i) => ({ member: `m${i}`, report }));
  return consistencyFigures({ cache: 'pages', members }).find((one) => one.id === `consistency-${id}`)!;
}

test('hasVersions_otherElements_isFalse', () => {
  const setting = (element: string) => ({ element, attribute: 'a', value: 'v', origin: 'default' });
  assert.equal(hasVersions([setting('tombstones')]), false);
  assert.equal(hasVersions([setting('tombstones'), setting('consistency')]), true);
});

test('figures_allIsWell_sumUpAndHaveNoTone', () => {
  assert.deepEqual([figure('writes', quiet, quiet).value, figure('writes', quiet, quiet).note], ['200', '2 not done, 0 unknown']);
  assert.deepEqual([figure('reads', quiet, quiet).value, figure('reads', quiet, quiet).note], ['100', '4 unavailable']);
  assert.deepEqual([figure('slow', quiet, quiet).value, figure('slow', quiet, quiet).note], ['nobody', 'found 2 times; 0 primaries replaced']);
  assert.ok(['writes', 'reads', 'mismatches', 'slow'].every((id) => figure(id, quiet).tone === undefined));
});

test('writes_outcomeUnknown_isAWarning', () => {
  assert.equal(figure('writes', quiet, { ...quiet, writes: { ...quiet.writes, unknown: 1 } }).tone, 'warn');
});

test('mismatches_asAShareOfReads_tellRepairs', () => {
  assert.deepEqual([figure('mismatches', quiet, quiet).value, figure('mismatches', quiet, quiet).note], ['6', '6\u00a0% of reads; 6 repaired']);
  const idle = { ...quiet, reads: { ...quiet.reads, keys: 0, mismatches: 0 } };
  assert.equal(figure('mismatches', idle).note, 'of no reads');
  assert.equal(repaired(quiet), 3);
});

test('slow_primaryReplaced_isTold', () => {
  assert.equal(figure('slow', quiet, { ...quiet, primariesReplaced: 1 }).note, 'found 2 times; 1 primary replaced');
});

test('slow_forSeveralMembers_isNamedOnce', () => {
  const slow = figure('slow', { ...quiet, slowMembers: ['c'] }, { ...quiet, slowMembers: ['c', 'b'] });

  assert.deepEqual([slow.value, slow.tone], ['b, c', 'warn']);
});
