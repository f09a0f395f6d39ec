import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MemberDetail } from '../src/api/types';
import { roundTrips, tripSummary, tripText, tripTitle, tripTone } from '../src/model/round-trips';

function detail(member: string, told: Record<string, number>): MemberDetail {
  return {
    member,
    answered: true,
    roundTripMillis: 0,
    clockOffsetMillis: 0,
    runtime: null,
    view: null,
    retransmits: null,
    roundTrips: Object.entries(told).map(([to, millis]) => ({ to, millis })),
    settings: [],
  };
}

test('roundTrips_threeMembers_rowsAreFromAndColumnsTo', () => {
  const trips = roundTrips([detail('a', { b: 0.4, c: 8 }), detail('b', { a: 0.5, c: -1 }), detail('c', {})]);

  assert.deepEqual(trips.rows.map((row) => row.map(({ millis }) => millis)), [
    [null, 0.4, 8],
    [0.5, null, -1],
    [null, null, null],
  ]);
  assert.equal(trips.median, 0.5);
  assert.deepEqual(trips.slowest, { from: 'a', to: 'c', millis: 8 });
  assert.equal(tripSummary(trips), 'Median 0.5\u00a0ms; slowest 8.0\u00a0ms, a to c. 1 without an answer.');
});

test('roundTrips_nothingMeasured_saysWhy', () => {
  assert.equal(tripSummary(roundTrips([detail('a', {}), detail('b', {})])), 'Being measured.');
  assert.equal(tripSummary(roundTrips([detail('a', {})])), 'There is no other member.');
  assert.equal(tripSummary(roundTrips([detail('a', { b: -1 }), detail('b', {})])), '1 without an answer.');
});

test('tripTone_besideTheMedian_tellsSlowAndSilentOnes', () => {
  assert.equal(tripTone(4.9, 0.1), 'plain');
  assert.equal(tripTone(6, 0.5), 'warn');
  assert.equal(tripTone(60, 50), 'plain');
  assert.equal(tripTone(-1, 0.5), 'bad');
  assert.equal(tripTone(-1, null), 'bad');
  assert.equal(tripTone(null, 0.5), 'plain');
});

test('tripText_anyLength_isShort', () => {
  assert.deepEqual([null, -1, 0.04, 0.36, 9.94, 12.6, 340.2].map(tripText), ['–', '×', '<0.1', '0.4', '9.9', '13', '340']);
});

test('tripTitle_eachKind_isInWords', () => {
  const trip = { from: 'a', to: 'b' };
  assert.equal(tripTitle({ ...trip, millis: 1.25 }), 'a to b: 1.3\u00a0ms');
  assert.equal(tripTitle({ ...trip, millis: -1 }), 'a to b: no answer');
  assert.equal(tripTitle({ ...trip, millis: null }), 'a to b: not measured yet');
});
