import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf, fullest, room, rowsOf, tally } from '../src/model/reports';

const caches = [
  { cache: 'pages', members: [{ member: 'a', report: { bytes: 10, bytesMax: 100 } }, { member: 'b', report: { bytes: 20, bytesMax: 100 } }] },
  { cache: 'users', members: [{ member: 'a', report: { bytes: 30, bytesMax: 60 } }] },
];

test('rowsOf_allCaches_areCachesAndOfOneItsMembers', () => {
  assert.deepEqual(rowsOf(caches, '').map(({ name, members }) => [name, members.length]), [['pages', 2], ['users', 1]]);
  assert.deepEqual(rowsOf(caches.slice(0, 1), 'pages').map(({ name, members }) => [name, members.length]), [['a', 1], ['b', 1]]);
});

test('fullest_byShareOfItsRoom', () => {
  assert.equal(fullest(caches.flatMap(({ members }) => members))!.report.bytes, 30);
  assert.equal(fullest([]), null);
});

test('tally_addsUpByNameAndLeavesOutNothing', () => {
  assert.deepEqual(tally([{ a: 1, b: 2 }, { a: 3, c: 0 }]), [{ name: 'a', count: 4 }, { name: 'b', count: 2 }]);
});

test('room_tellsTheShareOfWhatThereIs', () => {
  assert.equal(room({ bytes: 16_384, bytesMax: 65_536 }), '25.0\u00a0% of 64.0\u00a0KB');
});

test('answerOf_theWorstDecides', () => {
  const headlines = { good: 'fine', warn: 'look', bad: 'act' };
  assert.deepEqual(answerOf(headlines, 'calm', [], []), { tone: 'good', headline: 'fine', reasons: ['calm'] });
  assert.deepEqual(answerOf(headlines, 'calm', [{ tone: 'warn', text: 'w' }, { tone: 'bad', text: 'b' }], []), {
    tone: 'bad', headline: 'act', reasons: ['b', 'w'],
  });
  assert.equal(answerOf(headlines, 'calm', [{ tone: 'warn', text: 'w' }], ['c']).headline, 'look');
});
