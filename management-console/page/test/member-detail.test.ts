import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MemberDetail } from '../src/api/types';
import { differencesOf } from '../src/model/differences';
import { collections, offsetTone } from '../src/model/member-detail';

function detail(member: string, ...settings: [cache: string, attribute: string, value: string][]): MemberDetail {
  return {
    member,
    answered: true,
    roundTripMillis: 1,
    clockOffsetMillis: 0,
    runtime: null,
    view: null,
    retransmits: null,
    roundTrips: [],
    settings: settings.map(([cache, attribute, value]) => ({
      cache,
      setting: { element: 'grid', attribute, value, origin: 'configuration' },
    })),
  };
}

test('differencesOf_allAlike_isEmpty', () => {
  assert.deepEqual(differencesOf([detail('a', ['', 'x', '1']), detail('b', ['', 'x', '1'])]), []);
});

test('differencesOf_valueDiffers_namesEachMembersValue', () => {
  const [found, ...more] = differencesOf([
    detail('a', ['pages', 'x', '1'], ['', 'y', '1']),
    detail('b', ['pages', 'x', '2'], ['', 'y', '1']),
    detail('c', ['', 'y', '1']),
  ]);

  assert.equal(more.length, 0);
  assert.deepEqual(found, {
    cache: 'pages',
    name: 'grid x',
    values: [{ member: 'a', value: '1' }, { member: 'b', value: '2' }],
  });
});

test('differencesOf_settingMissingWhereTheCacheRuns_isOne', () => {
  const found = differencesOf([detail('a', ['pages', 'x', '1'], ['pages', 'y', '1']), detail('b', ['pages', 'y', '1'])]);

  assert.deepEqual(found.map(({ name, values }) => [name, values[1]]), [['grid x', { member: 'b', value: null }]]);
});

test('differencesOf_elementOnOneMember_isOneDifference', () => {
  const console = ['x', 'y'].map((attribute) => ({
    cache: '',
    setting: { element: 'console', attribute, value: '1', origin: 'configuration' },
  }));
  const found = differencesOf([{ ...detail('a', ['', 'x', '1']), settings: console }, detail('b')]);

  assert.deepEqual(found, [
    { cache: '', name: 'console', values: [{ member: 'a', value: 'there' }, { member: 'b', value: null }] },
  ]);
});

test('differencesOf_silentMember_isLeftOut', () => {
  assert.deepEqual(differencesOf([detail('a', ['', 'x', '1']), { ...detail('b', ['', 'x', '2']), answered: false }]), []);
});

test('offsetTone_withinTheRoundTrip_saysNothing', () => {
  assert.equal(offsetTone(300, 200), 'plain');
  assert.equal(offsetTone(-300, 2), 'warn');
  assert.equal(offsetTone(600, 2), 'bad');
});

test('collections_severalCollectors_areSummedAndTheLongestLastRunTold', () => {
  const collector = (collections: number, lastMillis: number) => ({ name: 'g', collections, totalMillis: 0, lastMillis });

  assert.deepEqual(collections([collector(3, 7), collector(1, -1)]), { value: '4 runs', more: 'last at most 7\u00a0ms' });
  assert.equal(collections([]).more, 'no last run known');
});
