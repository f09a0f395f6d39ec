/** Numbers and times as an operator reads them: always with a unit, never longer than a dozen characters. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const fullTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** What stands where there is no value. */
export const none = '–';

/** A number and its unit, which no line ends between. */
export function withUnit(number: number | string, unit: string): string {
  return `${number}\u00a0${unit}`;
}

export function formatCount(count: number): string {
  return Math.abs(count) < 1_000_000 ? grouped.format(count) : compact.format(count);
}

/** A rate per second; one decimal below ten. */
export function formatRate(perSecond: number | null): string {
  if (perSecond === null) {
    return none;
  }
  return `${perSecond < 10 ? fine.format(perSecond) : formatCount(perSecond)}/s`;
}

/** A share of 0..1 as per cent. */
export function formatShare(share: number | null): string {
  return share === null ? none : withUnit((share * 100).toFixed(1), '%');
}

/** A small share of 0..1 as per cent, with two digits that say something. */
export function formatFineShare(share: number | null): string {
  if (share === null || share === 0 || share >= 0.1) {
    return share === 0 ? withUnit(0, '%') : formatShare(share);
  }
  return share < 0.00001 ? withUnit('<\u00a00.001', '%') : withUnit(Number((share * 100).toPrecision(2)), '%');
}

/** Bytes in powers of 1024, named as in the configuration. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return withUnit(unit === 0 || value >= 100 ? grouped.format(value) : value.toFixed(1), units[unit]!);
}

export function formatNanos(nanos: number): string {
  if (nanos <= 0) {
    return none;
  }
  if (nanos < 1_000) {
    return withUnit(grouped.format(nanos), 'ns');
  }
  if (nanos < 1_000_000) {
    return withUnit(fine.format(nanos / 1_000), 'µs');
  }
  return nanos < 1e9 ? withUnit(fine.format(nanos / 1e6), 'ms') : withUnit(fine.format(nanos / 1e9), 's');
}

/** A span of time in its two largest units. */
export function formatSpan(millis: number): string {
  return spanParts(millis).join(' ');
}

function spanParts(millis: number): string[] {
  const seconds = Math.floor(millis / 1_000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => withUnit(count, unit));
}

/** A span of time, in milliseconds while it is short. */
export function formatMillis(millis: number): string {
  return millis < 1_000 ? withUnit(grouped.format(millis), 'ms') : formatSpan(millis);
}

/** How long ago `at` was; a time slightly ahead of this browser's clock counts as now. */
export function formatAgo(at: string, nowMillis: number): string {
  const millis = nowMillis - Date.parse(at);
  if (millis < 5_000) {
    return 'just now';
  }
  if (millis < 60_000) {
    return `${withUnit(Math.floor(millis / 1_000), 's')} ago`;
  }
  return `${spanParts(millis)[0]} ago`;
}

/** How long until `at`. */
export function formatDue(at: string, nowMillis: number): string {
  const millis = Date.parse(at) - nowMillis;
  return millis < 1_000 ? 'now' : `in ${formatSpan(millis)}`;
}

export function formatClock(millis: number): string {
  return clockTime.format(millis);
}

export function formatTime(at: string): string {
  return fullTime.format(new Date(at));
}

/** `one member`, `3 members`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** An enum constant in words: `DEGRADED_MODE` is `degraded mode`. */
export function words(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ');
}
