import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheProblem } from '../src/api/types';
import { isOwn, lineSpan, placeOf, templates, verdictOf, wrongLines } from '../src/model/new-cache';

const problem = (changes: Partial<CacheProblem>): CacheProblem => ({
  line: 3,
  column: 7,
  element: 'eviction',
  attribute: 'max-count',
  message: 'wrong',
  ...changes,
});

test('a template is not worth keeping, what was written is', () => {
  assert.equal(isOwn(templates[1]!.text.yaml), false);
  assert.equal(isOwn('  \n'), false);
  assert.equal(isOwn(`${templates[1]!.text.yaml}# mine`), true);
});

test('every template has its elements in every language', () => {
  for (const { text } of templates) {
    const elements = [...text.xml.matchAll(/<grid:([a-z-]+)/g)].map(([, element]) => element!);
    assert.ok(elements.length > 0);
    for (const element of elements) {
      assert.ok(text.json.includes(`"urn:spandrel:config:grid:1.0:${element}"`), element);
      assert.ok(text.yaml.includes(`"urn:spandrel:config:grid:1.0:${element}"`), element);
    }
    assert.doesNotThrow(() => JSON.parse(text.json));
  }
});

test('a problem is told with its place as far as that is known', () => {
  assert.equal(placeOf(problem({})), 'Line 3');
  assert.equal(placeOf(problem({ line: 0 })), '');
});

test('only lines that are known are marked', () => {
  assert.deepEqual([...wrongLines([problem({}), problem({ line: 0 }), problem({})])], [3]);
});

test('a line is found by its offsets', () => {
  assert.deepEqual(lineSpan('ab\ncde\nf', 2), [3, 6]);
  assert.deepEqual(lineSpan('ab\ncde\nf', 3), [7, 8]);
});

test('whether it can be created, and for how long, is said', () => {
  assert.match(verdictOf([problem({})], true), /^1 problem: nothing can be created yet/);
  assert.match(verdictOf([], true), /after a restart of all members/);
  assert.match(verdictOf([], false), /until all members are stopped/);
});
