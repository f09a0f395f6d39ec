import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatFineShare,
  formatNanos,
  formatRate,
  formatShare,
  formatSpan,
  plural,
  words,
} from '../src/model/format';

const cases: [string, string, string][] = [
  ['count_small', formatCount(999_999), '999,999'],
  ['count_large', formatCount(12_345_678), '12.3M'],
  ['rate_low', formatRate(0.25), '0.3/s'],
  ['rate_high', formatRate(8_031.4), '8,031/s'],
  ['rate_unknown', formatRate(null), '–'],
  ['share', formatShare(0.8216), '82.2\u00a0%'],
  ['share_unknown', formatShare(null), '–'],
  ['fineShare_small', formatFineShare(0.001849), '0.18\u00a0%'],
  ['fineShare_large', formatFineShare(0.1234), '12.3\u00a0%'],
  ['fineShare_tiny', formatFineShare(0.000001), '<\u00a00.001\u00a0%'],
  ['fineShare_zero', formatFineShare(0), '0\u00a0%'],
  ['fineShare_unknown', formatFineShare(null), '–'],
  ['bytes_none', formatBytes(0), '0\u00a0B'],
  ['bytes_powerOf1024', formatBytes(64 * 1024 * 1024), '64.0\u00a0MB'],
  ['bytes_hundreds', formatBytes(389.6 * 1024 * 1024), '390\u00a0MB'],
  ['nanos', formatNanos(850), '850\u00a0ns'],
  ['nanos_micros', formatNanos(4_240), '4.2\u00a0µs'],
  ['nanos_millis', formatNanos(412_000_000), '412\u00a0ms'],
  ['nanos_none', formatNanos(0), '–'],
  ['span_twoUnits', formatSpan(((2 * 24 + 3) * 60 + 4) * 60_000), '2\u00a0d 3\u00a0h'],
  ['span_roundHour', formatSpan(3_600_000), '1\u00a0h'],
  ['span_none', formatSpan(400), '0\u00a0s'],
  ['plural_one', plural(1, 'entry', 'entries'), '1 entry'],
  ['plural_many', plural(1_200, 'entry', 'entries'), '1,200 entries'],
  ['words', words('DEGRADED_MODE'), 'degraded mode'],
];

for (const [name, actual, expected] of cases) {
  test(`format_${name}`, () => assert.equal(actual, expected));
}

test('formatAgo_atAnyDistance_usesItsLargestUnit', () => {
  const at = '2026-01-01T00:00:00Z';
  const after = (seconds: number) => formatAgo(at, Date.parse(at) + seconds * 1_000);

  assert.equal(after(-3), 'just now');
  assert.equal(after(4), 'just now');
  assert.equal(after(42), '42\u00a0s ago');
  assert.equal(after(125), '2\u00a0min ago');
  assert.equal(after(3 * 3_600 + 60), '3\u00a0h ago');
  assert.equal(after(50 * 3_600), '2\u00a0d ago');
});
