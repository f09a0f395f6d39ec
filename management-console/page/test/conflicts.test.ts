import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheConsistency, ConflictsReport } from '../src/api/types';
import { conflictsFigures, conflictsQuery, outcome } from '../src/model/conflicts';

const some: ConflictsReport = {
  resolver: 'largest', settled: 5, olderKept: 2, deletes: 1, resolverFailures: 0, logged: 4, loggedMax: 100, overwritten: 1,
};

function figure(id: string, ...reports: ConflictsReport[]) {
  const members = reports.map((conflicts, i) => ({ member: `m${i}`, report: { conflicts } }));
  return conflictsFigures({ cache: 'pages', members } as unknown as CacheConsistency).find((one) => one.id === `conflicts-${id}`);
}

test('figures_sumUpMembers', () => {
  assert.deepEqual([figure('settled', some, some)!.value, figure('settled', some, some)!.note], ['10', '2 with a delete']);
  assert.equal(figure('older', some, some)!.value, '4');
  assert.deepEqual([figure('logged', some, some)!.value, figure('logged', some, some)!.note], ['8', '2 not any more']);
  assert.deepEqual([figure('resolver', some)!.value, figure('resolver', some)!.note, figure('resolver', some)!.tone], ['largest', 'never failed', undefined]);
});

test('figures_resolverFailed_isAWarning', () => {
  const failed = figure('resolver', some, { ...some, resolverFailures: 2 })!;
  assert.deepEqual([failed.note, failed.tone], ['failed 2 times: the newer stayed', 'warn']);
});

test('figures_nobodyAnswered_areNone', () => {
  assert.equal(figure('settled'), undefined);
});

test('query_ofTheFirstPageWithoutValues_hasTheLimitAlone', () => {
  assert.equal(conflictsQuery(null, false), 'limit=20');
  assert.equal(conflictsQuery('7-1-a', true), 'limit=20&after=7-1-a&values=true');
});

test('outcome_ofADelete_saysSo', () => {
  assert.equal(outcome({ deleted: true }), 'a delete');
  assert.equal(outcome({ deleted: false }), 'a value');
});
