import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staysWhole } from '../src/model/names';

test('staysWhole_namesOfAFewWords_do', () => {
  assert.deepEqual(['member-1', 'orders-by-customer', 'a'].map(staysWhole), [true, true, true]);
});

test('staysWhole_namesOfPods_doNot', () => {
  assert.equal(staysWhole('orders-service-production-7d9f8b6c5d-x2x4q-58213'), false);
});
