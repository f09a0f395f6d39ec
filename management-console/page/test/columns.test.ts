import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balanced } from '../src/model/columns';

test('balanced_unlikeItems_endAtTheSameHeightInTheirOrder', () => {
  const [left, right] = balanced(['17a', '8b', '23c', '11d', '11e'], parseInt);

  assert.deepEqual([left, right], [['17a', '8b', '11d'], ['23c', '11e']]);
});

test('balanced_one_isInTheFirstColumn', () => {
  assert.deepEqual(balanced(['5'], parseInt), [['5'], []]);
  assert.deepEqual(balanced([], parseInt), [[], []]);
});
