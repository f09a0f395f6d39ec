import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheCalls, Calls, LatencyTimes } from '../src/api/types';
import { gridCalls, memberCalls, pathShares, timeOf, windowText } from '../src/model/calls';

const none: LatencyTimes = { count: 0, p50Nanos: 0, p99Nanos: 0, p999Nanos: 0, maxNanos: 0 };
const some: LatencyTimes = { count: 10, p50Nanos: 800, p99Nanos: 5_000, p999Nanos: 2_000_000, maxNanos: 3_000_000 };
const few: LatencyTimes = { count: 2, p50Nanos: 900, p99Nanos: 1_000, p999Nanos: 1_000, maxNanos: 1_000 };
const nothing: Calls = { reads: none, writes: none, removes: none, readPaths: { MEMORY: 0, MEMBER: 0, MISSED: 0 } };
const calls: CacheCalls = {
  cache: 'pages',
  grid: {
    sinceStart: { reads: some, writes: some, removes: none, readPaths: { MISSED: 1, MEMORY: 6, MEMBER: 3 } },
    lastMinute: { ...nothing, reads: few, readPaths: { MISSED: 0, MEMORY: 2, MEMBER: 0 } },
    lastMinuteMillis: 62_000,
  },
  members: [
    {
      member: 'a',
      report: {
        sinceStart: { reads: some, writes: none, removes: none, readPaths: { MEMORY: 6, MEMBER: 3, MISSED: 1 } },
        lastMinute: { ...nothing, reads: few, readPaths: { MEMORY: 2, MEMBER: 0, MISSED: 0 } },
        lastMinuteMillis: 62_000,
      },
    },
    { member: 'b', report: { sinceStart: { ...nothing, writes: some }, lastMinute: nothing, lastMinuteMillis: 60_000 } },
  ],
};

test('gridCalls_hasARowForEachKindOfCall', () => {
  const counts = (window: 'lastMinute' | 'sinceStart') => gridCalls(calls, window).map(({ operation, times }) => [operation, times.count]);

  assert.deepEqual(counts('sinceStart'), [['Read', 10], ['Write', 10], ['Remove', 0]]);
  assert.deepEqual(counts('lastMinute'), [['Read', 2], ['Write', 0], ['Remove', 0]]);
  assert.deepEqual(gridCalls({ cache: 'pages', grid: null, members: [] }, 'sinceStart'), []);
});

test('memberCalls_comparesMembersInEachKindThatWasEverCalled', () => {
  const rows = memberCalls(calls, 'lastMinute');

  assert.deepEqual(rows.map(({ member, operation }) => `${operation} ${member}`), ['Read a', 'Read b', 'Write a', 'Write b']);
  assert.deepEqual(rows.map(({ times }) => times.count), [2, 0, 0, 0]);
  assert.deepEqual(memberCalls(calls, 'sinceStart').map(({ times }) => times.count), [10, 0, 0, 10]);
});

test('windowText_saysOfWhichTimeCallsAre', () => {
  const told = calls.grid!;

  assert.equal(windowText(told, 'lastMinute'), 'Calls of the last 1\u00a0min 2\u00a0s.');
  assert.equal(windowText({ ...told, lastMinuteMillis: 42_900 }, 'lastMinute'), 'Calls of the last 42\u00a0s.');
  assert.equal(windowText(told, 'sinceStart'), 'Calls since the cache started on each member.');
});

test('timeOf_withoutCalls_isNone', () => {
  assert.deepEqual([timeOf(some, 'p50Nanos'), timeOf(some, 'p99Nanos'), timeOf(some, 'maxNanos'), timeOf(none, 'p50Nanos')], ['800\u00a0ns', '5\u00a0µs', '3\u00a0ms', '–']);
});

test('pathShares_inTheOrderInWhichTheyAreAsked_onlyThoseOfTheCache', () => {
  assert.deepEqual(pathShares(calls.grid!.sinceStart).map(({ path, share }) => [path, share]), [['MEMORY', 0.6], ['MEMBER', 0.3], ['MISSED', 0.1]]);
});

test('pathShares_withoutReads_areUnknown', () => {
  assert.deepEqual(pathShares(calls.members[1]!.report.lastMinute).map(({ count, share }) => [count, share]), [[0, null], [0, null], [0, null]]);
});
