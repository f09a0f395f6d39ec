import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MissRatios } from '../src/api/types';
import { doublings, formatDoubling, formatGain, formatScale, pathOf, place, presentOf, readOff } from '../src/model/miss-ratio';

const ratios: MissRatios = {
  requests: 1000,
  measured: 0.5,
  sampledKeys: 10,
  rate: 1,
  memory: 400_000,
  points: [
    { scale: 0.25, capacity: 25, lru: 0.1, expected: 0.2 },
    { scale: 0.5, capacity: 50, lru: 0.2, expected: 0.3 },
    { scale: 1, capacity: 100, lru: 0.4, expected: 0.5 },
    { scale: 4, capacity: 400, lru: 0.7, expected: 0.75 },
  ],
};

test('presentOf_curve_isTheScaleOfOne', () => {
  assert.equal(presentOf(ratios), 2);
});

test('readOff_larger_tellsTheGain', () => {
  const { point, gain } = readOff(ratios, 3);

  assert.equal(point.capacity, 400);
  assert.ok(Math.abs(gain - 25) < 1e-9);
});

test('readOff_beyondTheEnds_staysOnTheCurve', () => {
  assert.equal(readOff(ratios, 99).point.capacity, 400);
  assert.equal(readOff(ratios, -1).point.capacity, 25);
});

test('formatGain_eachSign_isSpelt', () => {
  assert.deepEqual([25, -3.21, 0.04].map(formatGain), ['+25.0 points', '−3.2 points', 'no change']);
});

test('formatScale_presentAndOthers_areNamed', () => {
  assert.deepEqual([1, 0.25, 2.378].map(formatScale), ['the present bound', '0.25 × the present bound', '2.38 × the present bound']);
});

test('place_doublings_areEquallyFarApart', () => {
  assert.deepEqual([0.25, 0.5, 1, 2, 4].map((scale) => place(ratios.points, scale)), [0, 0.25, 0.5, 0.75, 1]);
});

test('pathOf_values_runFromLeftToRight', () => {
  assert.equal(pathOf(ratios.points, 'lru', 100, 10), 'M0.0 9.0L25.0 8.0L50.0 6.0L100.0 3.0');
});

test('doublings_curve_areItsPowersOfTwo', () => {
  const between = { scale: 0.7, capacity: 70, lru: 0.3, expected: 0.4 };

  assert.deepEqual(doublings([...ratios.points, between]), [0.25, 0.5, 1, 4]);
});

test('formatDoubling_fractionsAndOthers_areShort', () => {
  assert.deepEqual([0.125, 0.25, 0.5, 1, 4].map(formatDoubling), ['⅛\u00a0×', '¼\u00a0×', '½\u00a0×', '1\u00a0×', '4\u00a0×']);
});
