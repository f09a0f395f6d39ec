import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheMember, CacheStatistics, Eviction } from '../src/api/types';
import { highestRole, may } from '../src/model/roles';
import { hitRatioOf, prematureShareOf, sumEviction, sumStatistics } from '../src/model/sums';
import { availabilityTone, heapTone, reasonsOf, rebalancingTone, verdictOf } from '../src/model/verdict';

const statistics: CacheStatistics = {
  enabled: true,
  hits: 1,
  misses: 2,
  stores: 3,
  removes: 4,
  evictions: 5,
  entries: 6,
  averageReadNanos: 7,
  averageWriteNanos: 8,
};
const eviction: Eviction = {
  policy: 'lru',
  unit: 'ENTRIES',
  bound: 100,
  size: 40,
  entries: 40,
  evictions: 5,
  prematureEvictions: 2,
  policyFailures: 0,
};
const bounded: CacheMember = { member: 'a', statistics, eviction };

test('verdictOf_known_mapsToItsTone', () => {
  assert.deepEqual(['GREEN', 'AMBER', 'RED'].map((verdict) => verdictOf(verdict).tone), ['good', 'warn', 'bad']);
});

test('verdictOf_unknown_isNotShownAsHealthy', () => {
  assert.equal(verdictOf('BLUE').tone, 'warn');
});

test('availabilityTone_degraded_isBad', () => {
  assert.equal(availabilityTone('AVAILABLE'), 'good');
  assert.equal(availabilityTone('DEGRADED_MODE'), 'bad');
});

test('rebalancingTone_switchedOff_warnsThoughComplete', () => {
  assert.equal(rebalancingTone('COMPLETE', false), 'warn');
  assert.equal(rebalancingTone('COMPLETE', true), 'good');
  assert.equal(rebalancingTone('IN_PROGRESS', true), 'plain');
});

test('heapTone_filling_warnsThenAlarms', () => {
  assert.deepEqual([0, 84, 85, 95].map((used) => heapTone(used, 100)), ['plain', 'plain', 'warn', 'bad']);
  assert.equal(heapTone(0, 0), 'plain');
});

test('may_eachRole_reachesItsActionsAndNoMore', () => {
  assert.equal(may(['viewer'], 'evict'), false);
  assert.equal(may(['viewer', 'operator'], 'evict'), true);
  assert.equal(may(['viewer', 'operator'], 'clear'), false);
  assert.equal(may(['viewer', 'operator', 'admin'], 'clear'), true);
});

test('may_adminAlone_impliesOperator', () => {
  assert.equal(may(['admin'], 'rebalance'), true);
});

test('may_unknownRole_reachesNothing', () => {
  assert.equal(may(['auditor'], 'expire'), false);
  assert.equal(may([], 'expire'), false);
});

test('highestRole_several_isTheStrongest', () => {
  assert.equal(highestRole(['viewer', 'admin', 'operator']), 'admin');
  assert.equal(highestRole([]), 'none');
});

test('sumStatistics_members_addsCounters', () => {
  const sum = sumStatistics([bounded, bounded]);

  assert.deepEqual([sum.hits, sum.misses, sum.stores, sum.entries], [2, 4, 6, 12]);
});

test('hitRatioOf_noReads_isUnknown', () => {
  assert.equal(hitRatioOf({ hits: 3, misses: 1 }), 0.75);
  assert.equal(hitRatioOf({ hits: 0, misses: 0 }), null);
});

test('sumEviction_someUnbounded_addsTheRest', () => {
  const sum = sumEviction([bounded, { ...bounded, eviction: null }, bounded]);

  assert.deepEqual([sum?.policy, sum?.bound, sum?.size], ['lru', 200, 80]);
});

test('prematureShareOf_isOfTheEvictionsOfAllMembers', () => {
  assert.equal(prematureShareOf(sumEviction([bounded, { ...bounded, eviction: { ...eviction, evictions: 15 } }])!), 0.2);
  assert.equal(prematureShareOf({ ...eviction, evictions: 0, prematureEvictions: 0 }), null);
});

test('sumEviction_noneBounded_isNull', () => {
  assert.equal(sumEviction([{ ...bounded, eviction: null }]), null);
});

test('reasonsOf_green_saysWhatThatMeans', () => {
  assert.match(reasonsOf({ verdict: 'GREEN', reasons: [] })[0]!, /every member answers/);
  assert.deepEqual(reasonsOf({ verdict: 'AMBER', reasons: ['b is silent'] }), ['b is silent']);
  assert.deepEqual(reasonsOf({ verdict: 'UNKNOWN', reasons: [] }), []);
});
