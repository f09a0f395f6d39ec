import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Filter, FilterCopies, FilterReport } from '../src/api/types';
import { copyFigures, countAndShare, filterFigures, hasNegativeLookup, progressText } from '../src/model/filter';

const quiet: FilterReport = {
  ready: 10, rebuilding: 0, keys: 1_000, departed: 5, slots: 1_100, slotsUsed: 1_000, memory: 1_575, wanted: 0.002, expected: 0.0018,
  absent: 20_000, maybe: 540, inVain: 40, bypassed: 0, storeReadsSaved: 19_990, audits: 10, auditFailures: 0, rebuilds: 1, kicks: 3, progress: null, copies: null,
};

const copies: FilterCopies = {
  held: 12, memory: 4_096, received: 15, dropped: 3, uneconomic: 1, readsSaved: 5_000, granted: 12, announced: 70, waits: 1, audits: 8, auditFailures: 0,
  missNanos: 90_000, probeNanos: 120,
};

function figure(id: string, change: Partial<FilterReport> = {}, of: Partial<Filter> = {}) {
  const filter = { load: 0.9, bitsPerKey: 12.6, measured: 0.002, report: { ...quiet, ...change }, ...of };
  return filterFigures(filter).find((one) => one.id === `filter-${id}`)!;
}

test('hasNegativeLookup_otherElements_isFalse', () => {
  const setting = (element: string) => ({ element, attribute: 'a', value: 'v', origin: 'default' });
  assert.equal(hasNegativeLookup([setting('eviction')]), false);
  assert.equal(hasNegativeLookup([setting('eviction'), setting('negative-lookup')]), true);
});

test('saved_asked_saysOfHowMany', () => {
  assert.deepEqual(figure('saved'), { id: 'filter-saved', label: 'Store reads saved', value: '19,990', note: 'of 20,540 questions' });
  assert.equal(figure('saved', { absent: 0, maybe: 0, storeReadsSaved: 0 }).note, 'nothing asked yet');
});

test('saved_anAnswerWasWrong_isBad', () => {
  const { tone, note } = figure('saved', { auditFailures: 1 });
  assert.deepEqual({ tone, note }, { tone: 'bad', note: '1 of 10 checked answers were wrong' });
});

test('falsePositives_twiceTheWanted_isWorthALookOnceEnoughWereAsked', () => {
  assert.equal(figure('false-positives', {}, { measured: 0.0041 }).tone, 'warn');
  assert.equal(figure('false-positives', {}, { measured: 0.0039 }).tone, undefined);
  assert.equal(figure('false-positives', { absent: 900, inVain: 99 }, { measured: 0.0991 }).tone, undefined);
});

test('falsePositives_nothingAsked_isUnknown', () => {
  const { value, note } = figure('false-positives', {}, { measured: null });
  assert.deepEqual({ value, note }, { value: '–', note: '0.18\u00a0% expected, 0.2\u00a0% wanted' });
});

test('memory_noKeys_hasNoBits', () => {
  assert.equal(figure('memory').note, '12.6 bits a key');
  assert.equal(figure('memory', {}, { bitsPerKey: null }).note, 'no keys');
});

test('ready_someRebuilding_isWorthALook', () => {
  assert.equal(figure('ready').tone, undefined);
  assert.deepEqual(figure('ready', { rebuilding: 3 }), {
    id: 'filter-ready', label: 'Filters ready', value: '10', tone: 'warn', note: '3 more answer "maybe" until rebuilt',
  });
});

test('copyFigures_noCopies_areNone', () => {
  assert.deepEqual(copyFigures(quiet), []);
});

test('copyFigures_copiesInUse_sayWhatTheySaveAndCost', () => {
  assert.deepEqual(copyFigures({ ...quiet, copies }), [
    { id: 'copies-saved', label: 'Reads of other members saved', value: '5,000', note: '120\u00a0ns each instead of 90\u00a0µs' },
    { id: 'copies-held', label: 'Copies of filters elsewhere', value: '12', note: '4.0\u00a0KB; 15 received, 3 given up' },
    { id: 'copies-told', label: 'New keys told to copies', value: '70', note: '1 write waited for that' },
  ]);
});

test('copyFigures_anAnswerWasWrong_isBad', () => {
  const [saved] = copyFigures({ ...quiet, copies: { ...copies, auditFailures: 2 } });
  assert.deepEqual({ tone: saved!.tone, note: saved!.note }, { tone: 'bad', note: '2 of 8 checked answers were wrong' });
});

test('copyFigures_nothingAsked_saysSo', () => {
  const [saved] = copyFigures({ ...quiet, copies: { ...copies, readsSaved: 0, missNanos: 0, probeNanos: 0 } });
  assert.equal(saved!.note, 'no absent key asked for yet');
});

test('progressText_endUnknown_tellsOnlyWhatWasRead', () => {
  assert.equal(progressText({ segments: 1, keysRead: 12, keysExpected: -1 }), '1 segment, 12 keys read');
  assert.equal(progressText({ segments: 2, keysRead: 1_200, keysExpected: 5_000 }), '2 segments, 1,200 of about 5,000 keys read');
});

test('countAndShare_ofNothing_isNothing', () => {
  assert.equal(countAndShare(0, 0), '–');
  assert.equal(countAndShare(5, 20), '5 (25.0\u00a0%)');
});
