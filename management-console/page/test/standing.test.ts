import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member, MemberState } from '../src/api/types';
import { memberRows, membersText, stateNote, stateOf } from '../src/model/standing';

test('stateOf_eachState_hasItsTone', () => {
  const tones = (['READY', 'JOINING', 'DRAINING', 'DRAINED', 'SUSPECT', 'HUNG'] as const).map((state) => stateOf(state).tone);

  assert.deepEqual(tones, ['good', 'plain', 'warn', 'plain', 'warn', 'bad']);
});

test('stateOf_unknown_isNeverGood', () => {
  assert.deepEqual(stateOf('ASLEEP' as MemberState), { tone: 'warn', text: 'asleep' });
});

test('stateNote_hungOrSuspect_saysWhoCannotHearIt', () => {
  assert.equal(stateNote({ state: 'HUNG', suspectedBy: [] }), 'in the view, no answer');
  assert.equal(stateNote({ state: 'HUNG', suspectedBy: ['a', 'c'] }), 'not heard by a, c');
  assert.equal(stateNote({ state: 'SUSPECT', suspectedBy: ['c'] }), 'not heard by c');
  assert.equal(stateNote({ state: 'READY', suspectedBy: [] }), '');
});

test('membersText_someMissing_tellsOfHowMany', () => {
  assert.equal(membersText(3, 3), '3');
  assert.equal(membersText(2, 3), '2 of 3');
});

test('memberRows_missingOnes_standBehindThoseThatAreThere', () => {
  const missing = { name: 'a', lastSeen: null };
  const rows = memberRows({ members: [{ name: 'b' } as Member], missing: [missing] });

  assert.deepEqual(rows.map(({ name }) => name), ['b', 'a']);
  assert.equal(rows[1]!.missing, missing);
});
