import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HandoffReport, HandoffTarget } from '../src/api/types';
import { age, debtsOf, handoffAnswer, handoffFigures, hasHandoff, standing } from '../src/model/handoff';

const quiet: HandoffReport = {
  pending: 0, bytes: 0, bytesMax: 64_000, oldestMillis: 0, windowMillis: 10_800_000, throttle: 1_048_576, created: 5, succeeded: 4, failed: 1, expired: 0, dropped: 1, targets: [],
};

function target(change: Partial<HandoffTarget> = {}): HandoffTarget {
  return { member: 'c', pending: 3, oldestMillis: 60_000, paused: false, needsRepair: false, ...change };
}

test('hasHandoff_otherElements_isFalse', () => {
  const setting = (element: string) => ({ element, attribute: 'a', value: 'v', origin: 'default' });
  assert.equal(hasHandoff([setting('consistency')]), false);
  assert.equal(hasHandoff([setting('consistency'), setting('hinted-handoff')]), true);
});

test('debtsOf_severalMembers_largestFirst', () => {
  const caches = [{
    cache: 'pages',
    members: [
      { member: 'a', report: { ...quiet, targets: [target({ member: 'b' }), target({ pending: 9 })] } },
      { member: 'd', report: { ...quiet, targets: [target({ member: 'b' })] } },
    ],
  }];

  assert.deepEqual(debtsOf(caches).map(({ by, member, pending }) => `${by}>${member} ${pending}`), ['a>c 9', 'a>b 3', 'd>b 3']);
});

test('standing_worstFirst', () => {
  assert.deepEqual(standing(target({ needsRepair: true, paused: true })), { tone: 'bad', text: 'needs repair, paused' });
  assert.deepEqual(standing(target({ needsRepair: true })), { tone: 'bad', text: 'needs repair' });
  assert.deepEqual(standing(target({ paused: true })), { tone: 'warn', text: 'paused' });
  assert.deepEqual(standing(target()), { tone: 'warn', text: 'owed' });
  assert.deepEqual(standing(target({ pending: 0 })), { tone: 'good', text: 'paid' });
});

test('figures_sumUpMembersAndTakeTheOldest', () => {
  const busy = { ...quiet, pending: 2, bytes: 2_048, oldestMillis: 60_000, expired: 3 };
  const members = [{ member: 'a', report: quiet }, { member: 'b', report: busy }];

  assert.deepEqual(handoffFigures(members).map(({ value }) => value), ['2', '8', '5', 'nobody']);
  const marked = { ...quiet, targets: [target({ needsRepair: true })] };
  assert.deepEqual(handoffFigures([{ member: 'a', report: marked }, { member: 'b', report: marked }])[3], {
    id: 'handoff-repair', label: 'Need repair', value: '1 member', note: 'c', tone: 'bad',
  });
  assert.equal(handoffFigures([members[0]!])[0]!.note, 'nobody is owed anything');
  assert.match(handoffFigures(members)[0]!.note, /the oldest for 1\u00a0min/);
});

test('age_standsBesideTheWindow', () => {
  assert.equal(age({ oldestMillis: 65_000, windowMillis: 10_800_000 }), '1\u00a0min 5\u00a0s of 3\u00a0h');
});

test('debtsOf_needsRepair_comesFirst', () => {
  const caches = [{ cache: 'pages', members: [{ member: 'a', report: { ...quiet, targets: [target(), target({ member: 'b', pending: 0, needsRepair: true })] } }] }];

  assert.deepEqual(debtsOf(caches).map(({ member }) => member), ['b', 'c']);
});

function answer(...targets: HandoffTarget[]) {
  const members = [{ member: 'a', report: { ...quiet, targets } }, { member: 'b', report: { ...quiet, targets } }];
  return handoffAnswer([{ cache: 'pages', members }, { cache: 'users', members: [{ member: 'a', report: quiet }] }], []);
}

test('answer_nobodyIsOwed_isGood', () => {
  assert.deepEqual([answer().tone, answer().headline], ['good', 'Nobody is owed anything']);
});

test('answer_owed_saysWhoHowMuchAndForHowLong', () => {
  assert.equal(answer(target()).tone, 'warn');
  assert.deepEqual(answer(target()).reasons, ['c is owed 6 hints of pages, the oldest for 1\u00a0min of 3\u00a0h.']);
});

test('answer_needsRepair_isBadAndComesFirst', () => {
  const { tone, reasons } = answer(target({ needsRepair: true, paused: true }));

  assert.equal(tone, 'bad');
  assert.equal(reasons.length, 3);
  assert.match(reasons[0]!, /^c may lack writes of pages/);
  assert.match(reasons[2]!, /paused/);
});

test('answer_aMemberIsSilent_isNotGood', () => {
  const { tone, headline, reasons } = handoffAnswer([], ['d']);

  assert.deepEqual([tone, headline], ['warn', 'Not all members answer']);
  assert.match(reasons[0]!, /^d does not answer/);
});
