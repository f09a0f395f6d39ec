import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferReport } from '../src/api/types';
import { arrived, remaining, transferSummary } from '../src/model/transfers';

function report(left: number, segmentsPerSecond: number, remainingMillis: number): TransferReport {
  return { segments: 128, left, entries: 5, segmentsPerSecond, remainingMillis };
}

function on(...reports: TransferReport[]) {
  return { cache: 'c', members: reports.map((one, i) => ({ member: `m${i}`, report: one })) };
}

test('arrived_isTheShareThatIsThere', () => {
  assert.equal(arrived(report(32, 0, -1)), 0.75);
  assert.equal(arrived({ ...report(0, 0, -1), segments: 0 }), 0);
});

test('remaining_unknownShortOrLong_isInWords', () => {
  assert.equal(remaining(report(1, 0, -1)), 'not known yet');
  assert.equal(remaining(report(1, 9, 400)), 'less than a second');
  assert.equal(remaining(report(1, 1, 61_000)), '1\u00a0min 1\u00a0s');
});

test('transferSummary_severalMembers_lastsUntilTheLast', () => {
  assert.equal(
    transferSummary(on(report(32, 8, 4_000), report(10, 1, 10_000))),
    '42 segments on their way, 9/s; time left: 10\u00a0s.',
  );
});

test('transferSummary_oneNotKnown_isNotKnown', () => {
  for (const reports of [[report(32, 8, 4_000), report(10, 0, -1)], [report(10, 0, -1), report(32, 8, 4_000)]]) {
    assert.equal(transferSummary(on(...reports)), '42 segments on their way, 8/s; time left: not known yet.');
  }
});

test('transferSummary_nothingArrives_saysSo', () => {
  assert.equal(transferSummary(on(report(1, 0, -1))), '1 segment on their way, none arriving; time left: not known yet.');
});
