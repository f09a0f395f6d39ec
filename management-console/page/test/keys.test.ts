import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyCopy, KeyLifetime } from '../src/api/types';
import { isExact, judge, lifeText, pageQuery, readable, sizeText } from '../src/model/keys';

const copy = (member: string): KeyCopy => ({
  member,
  primary: member === 'a',
  state: 'MEMORY',
  valueBytes: 4,
  valueHash: '01',
  lifetime: null,
  version: null,
  value: null,
});

test('pageQuery_any_tellsWhatNarrowsAndWhereItBegins', () => {
  assert.equal(pageQuery('prefix', '', null), 'limit=100');
  assert.equal(pageQuery('contains', 'a b&', '3-0f'), 'limit=100&match=contains&text=a+b%26&after=3-0f');
});

test('isExact_aTypedKey_isAskedForByItself', () => {
  assert.deepEqual((['prefix', 'contains', 'string', 'long', 'int'] as const).map(isExact), [false, false, true, true, true]);
});

test('judge_eachVerdict_hasItsToneAndNamesTheOdd', () => {
  const copies = [copy('a'), copy('b')];
  assert.equal(judge({ verdict: 'AGREE', odd: [], copies }).text, 'All 2 owners hold the same.');
  assert.equal(judge({ verdict: 'AGREE', odd: [], copies: [copy('a')] }).text, 'Only a owns this key.');
  assert.deepEqual(judge({ verdict: 'DIFFER', odd: ['b', 'c'], copies }), {
    tone: 'bad',
    title: 'Copies differ',
    text: 'Not the same on b, c.',
  });
  assert.equal(judge({ verdict: 'MISSING', odd: ['b'], copies }).text, 'Nothing on b.');
  assert.equal(judge({ verdict: 'UNKNOWN', odd: ['b'], copies }).tone, 'warn');
  assert.equal(judge({ verdict: 'ABSENT', odd: [], copies }).tone, 'plain');
});

test('lifeText_limited_countsDownAndTellsItsLimits', () => {
  const forever: KeyLifetime = { createdAt: null, lifespanMillis: -1, maxIdleMillis: -1, expiresAt: null };
  const hour = { ...forever, lifespanMillis: 3_600_000, maxIdleMillis: 60_000, expiresAt: '1970-01-01T00:01:00Z' };

  assert.deepEqual(lifeText(forever, 0), { left: 'unlimited', limits: '' });
  assert.match(lifeText(hour, 30_000).left, /^30\u00a0s left$/);
  assert.match(lifeText(hour, 30_000).limits, /^of 1\u00a0h.*, idle at most 1\u00a0min/);
  assert.equal(lifeText(hour, 90_000).left, 'over');
});

test('sizeText_object_isNotMadeUp', () => {
  assert.equal(sizeText(-1), 'object');
  assert.notEqual(sizeText(0), 'object');
});

test('readable_json_isLaidOutUnlessItIsCut', () => {
  assert.equal(readable('{"a":1}', 'JSON'), '{\n  "a": 1\n}');
  assert.equal(readable('{"a":', 'PROTOSTREAM'), '{"a":');
  assert.equal(readable('{"a":1}', 'TEXT'), '{"a":1}');
});
