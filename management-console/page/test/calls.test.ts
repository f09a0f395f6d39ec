import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheCalls, LatencyTimes } from '../src/api/types';
import { gridCalls, memberCalls, pathShares, timeOf } from '../src/model/calls';

const none: LatencyTimes = { count: 0, p50Nanos: 0, p99Nanos: 0, p999Nanos: 0, maxNanos: 0 };
const some: LatencyTimes = { count: 10, p50Nanos: 800, p99Nanos: 5_000, p999Nanos: 2_000_000, maxNanos: 3_000_000 };
const calls: CacheCalls = {
  cache: 'pages',
  grid: { reads: some, writes: some, removes: none, readPaths: { MISSED: 1, MEMORY: 6, MEMBER: 3 } },
  members: [
    { member: 'a', report: { reads: some, writes: none, removes: none, readPaths: { MEMORY: 6, MEMBER: 3, MISSED: 1 } } },
    { member: 'b', report: { reads: none, writes: some, removes: none, readPaths: { MEMORY: 0, MEMBER: 0, MISSED: 0 } } },
  ],
};

test('gridCalls_hasARowForEachKindOfCall', () => {
  assert.deepEqual(gridCalls(calls).map(({ operation, times }) => [operation, times.count]), [['Read', 10], ['Write', 10], ['Remove', 0]]);
  assert.deepEqual(gridCalls({ cache: 'pages', grid: null, members: [] }), []);
});

test('memberCalls_comparesMembersInEachKindThatWasCalled', () => {
  assert.deepEqual(memberCalls(calls).map(({ member, operation }) => `${operation} ${member}`), ['Read a', 'Read b', 'Write a', 'Write b']);
});

test('timeOf_withoutCalls_isNone', () => {
  assert.deepEqual([timeOf(some, 'p50Nanos'), timeOf(some, 'p99Nanos'), timeOf(some, 'maxNanos'), timeOf(none, 'p50Nanos')], ['800\u00a0ns', '5\u00a0µs', '3\u00a0ms', '–']);
});

test('pathShares_inTheOrderInWhichTheyAreAsked_onlyThoseOfTheCache', () => {
  assert.deepEqual(pathShares(calls.grid!).map(({ path, share }) => [path, share]), [['MEMORY', 0.6], ['MEMBER', 0.3], ['MISSED', 0.1]]);
});

test('pathShares_withoutReads_areUnknown', () => {
  assert.deepEqual(pathShares(calls.members[1]!.report).map(({ count, share }) => [count, share]), [[0, null], [0, null], [0, null]]);
});
