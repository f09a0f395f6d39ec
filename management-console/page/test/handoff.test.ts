import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HandoffReport, HandoffTarget } from '../src/api/types';
import { debtsOf, handoffFigures, hasHandoff, standing } from '../src/model/handoff';

const quiet: HandoffReport = {
  pending: 0, bytes: 0, oldestMillis: 0, created: 5, succeeded: 4, failed: 1, expired: 0, dropped: 1, targets: [],
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
  const answer = {
    cache: 'pages',
    members: [
      { member: 'a', report: { ...quiet, targets: [target({ member: 'b' }), target({ pending: 9 })] } },
      { member: 'd', report: { ...quiet, targets: [target({ member: 'b' })] } },
    ],
  };

  assert.deepEqual(debtsOf(answer).map(({ by, member, pending }) => `${by}>${member} ${pending}`), ['a>c 9', 'a>b 3', 'd>b 3']);
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

  assert.deepEqual(handoffFigures({ cache: 'pages', members }).map(({ value }) => value), ['2', '8', '5']);
  assert.equal(handoffFigures({ cache: 'pages', members: [members[0]!] })[0]!.note, 'nobody is owed anything');
  assert.match(handoffFigures({ cache: 'pages', members })[0]!.note, /the oldest for 1 min/);
});
