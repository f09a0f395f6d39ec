import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Counters, Sample } from '../src/api/types';
import { currentHitRatio, currentOf, ratesOf } from '../src/model/rates';

const zero: Counters = { hits: 0, misses: 0, stores: 0, removes: 0, evictions: 0, entries: 0 };

function sample(second: number, caches: Record<string, Partial<Counters>>, answered = ['a', 'b']): Sample {
  return {
    at: new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString(),
    members: ['a', 'b'].map((name) => ({
      name,
      answered: answered.includes(name),
      heapUsed: 0,
      heapMax: 0,
      cpuLoad: 0,
    })),
    caches: Object.fromEntries(Object.entries(caches).map(([name, counters]) => [name, { ...zero, ...counters }])),
  };
}

test('ratesOf_twoSeconds_dividesByTheTimeBetween', () => {
  const rates = ratesOf([sample(0, { c: {} }), sample(2, { c: { hits: 30, misses: 10, stores: 8, evictions: 4 } })], 'c');

  assert.deepEqual(rates.reads, [20]);
  assert.deepEqual(rates.hits, [15]);
  assert.deepEqual(rates.writes, [4]);
  assert.deepEqual(rates.evictions, [2]);
  assert.deepEqual(rates.hitRatio, [0.75]);
});

test('ratesOf_noCacheNamed_sumsAll', () => {
  const rates = ratesOf([sample(0, { c: {}, d: {} }), sample(1, { c: { hits: 3 }, d: { hits: 4 } })]);

  assert.deepEqual(rates.reads, [7]);
});

test('ratesOf_counterFell_leavesGap', () => {
  const rates = ratesOf([sample(0, { c: { hits: 90 } }), sample(1, { c: { hits: 5 } }), sample(2, { c: { hits: 9 } })]);

  assert.deepEqual(rates.reads, [null, 4]);
});

test('ratesOf_memberMissedOneSample_showsNeitherDipNorBurst', () => {
  const rates = ratesOf([
    sample(0, { c: { hits: 200 } }),
    sample(1, { c: { hits: 105 } }, ['a']),
    sample(2, { c: { hits: 220 } }),
    sample(3, { c: { hits: 230 } }),
  ]);

  assert.deepEqual(rates.reads, [null, null, 10]);
});

test('ratesOf_cacheStartedMeanwhile_countsFromItsSecondSample', () => {
  const rates = ratesOf([sample(0, { c: {} }), sample(1, { c: { hits: 1 }, d: { hits: 500 } })]);

  assert.deepEqual(rates.reads, [1]);
});

test('ratesOf_cacheUnknown_isNullAndNotZero', () => {
  assert.deepEqual(ratesOf([sample(0, { c: {} }), sample(1, { c: {} })], 'gone').reads, [null]);
});

test('ratesOf_noReads_hasNoHitRatio', () => {
  assert.deepEqual(ratesOf([sample(0, { c: {} }), sample(1, { c: { stores: 5 } })]).hitRatio, [null]);
});

test('ratesOf_sameTimeTwice_skipsIt', () => {
  assert.deepEqual(ratesOf([sample(0, { c: {} }), sample(0, { c: { hits: 9 } })]).at, []);
});

test('currentOf_lastSeconds_isTheirMeanWithoutGaps', () => {
  assert.equal(currentOf([1, 2, 3, 4, 5, 6, 7], [1_000, 1_000, 10, null, 20, null, 30]), 20);
});

test('currentOf_onlyGaps_isUnknown', () => {
  assert.equal(currentOf([1, 2], [null, null]), null);
  assert.equal(currentOf([], []), null);
});

test('currentHitRatio_unevenSeconds_weighsReads', () => {
  const rates = ratesOf([
    sample(0, { c: {} }),
    sample(1, { c: { hits: 99, misses: 0 } }),
    sample(2, { c: { hits: 99, misses: 1 } }),
  ]);

  assert.equal(currentHitRatio(rates), 0.99);
});
