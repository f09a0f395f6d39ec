import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheMember, Eviction, PolicyChange } from '../src/api/types';
import { changesOf, choicesOf } from '../src/model/policy-choice';

const change = (at: string): PolicyChange => ({ at, from: 'lru', to: 'arc', fromHitRatio: 0.1, toHitRatio: 0.3 });

function row(member: string, history: PolicyChange[] | null): CacheMember {
  const choice = history && {
    current: 'arc',
    requests: 10,
    rate: 1,
    candidates: [{ policy: 'lru', hitRatio: 0.1, sampled: 9 }, { policy: 'arc', hitRatio: 0.3, sampled: 9 }],
    switches: history.length,
    history,
  };
  const eviction = { policy: 'auto', unit: 'ENTRIES', bound: 1, size: 1, entries: 1, evictions: 0, prematureEvictions: 0, policyFailures: 0, choice } as Eviction;
  return { member, eviction } as CacheMember;
}

test('choicesOf_otherPolicyOrUnbounded_isNone', () => {
  assert.deepEqual(choicesOf([row('a', null), { member: 'b', eviction: null } as CacheMember]), []);
});

test('choicesOf_auto_keepsTheOrderOfTheMembers', () => {
  assert.deepEqual(choicesOf([row('b', []), row('a', [])]).map(({ member }) => member), ['b', 'a']);
});

test('changesOf_severalMembers_latestFirstAndNoMoreThanAsked', () => {
  const choices = choicesOf([
    row('a', [change('2026-01-01T00:00:00Z'), change('2026-01-03T00:00:00Z')]),
    row('b', [change('2026-01-02T00:00:00Z')]),
  ]);

  assert.deepEqual(changesOf(choices, 2).map(({ member, at }) => [member, at]), [
    ['a', '2026-01-03T00:00:00Z'],
    ['b', '2026-01-02T00:00:00Z'],
  ]);
});
