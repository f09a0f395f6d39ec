import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MemberBeforeAndAfter } from '../src/api/types';
import { consequence } from '../src/model/change';

function member(name: string, bound: number, boundAfter: number, size: number): MemberBeforeAndAfter {
  return { member: name, answered: true, bound, boundAfter, size, leaving: Math.max(0, size - boundAfter) };
}

const silent: MemberBeforeAndAfter = { member: 'c', answered: false, bound: 0, boundAfter: 50, size: 0, leaving: 0 };

test('consequence_lowerThanHeld_warnsOfWhatLeavesEveryMember', () => {
  const members = [member('a', 100, 50, 80), member('b', 100, 50, 60)];

  assert.deepEqual(consequence(members, String, 'ENTRIES'), { text: '40 entries are evicted at once.', tone: 'warn' });
  assert.deepEqual(consequence(members, (value) => `${value} B`, 'BYTES').text, '40 B are evicted at once.');
});

test('consequence_higher_evictsNothing', () => {
  assert.deepEqual(consequence([member('a', 100, 500, 80)], String, 'ENTRIES'), { text: 'Nothing is evicted.', tone: 'good' });
});

test('consequence_same_saysSo', () => {
  assert.equal(consequence([member('a', 100, 100, 80)], String, 'ENTRIES').text, 'This is the bound now.');
});

test('consequence_aMemberIsSilent_isNamed', () => {
  const { text, tone } = consequence([member('a', 100, 500, 80), silent], String, 'ENTRIES');

  assert.equal(text, 'Nothing is evicted. Not known of c.');
  assert.equal(tone, 'warn');
});
