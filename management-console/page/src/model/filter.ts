import type { Filter, FilterCopies, FilterProgress, FilterReport, Setting } from '../api/types';
import { formatBytes, formatCount, formatFineShare, formatNanos, none, plural } from './format';
import type { Tone } from './verdict';

/** Too few questions say nothing about a share of one in hundreds. */
const enoughAsked = 10_000;

/** Whether a cache's settings hold the element that keeps filters. */
export function hasNegativeLookup(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'negative-lookup');
}

/** Questions answered since the start. */
export function askedOf({ absent, maybe, bypassed }: FilterReport): number {
  return absent + maybe + bypassed;
}

/** One number of a filter, with what completes it. */
export interface FilterFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** What all filters together come to. */
export function filterFigures(filter: Filter): FilterFigure[] {
  const { report } = filter;
  return [savedFigure(report), falsePositives(filter), memoryFigure(filter), readyFigure(report)];
}

/** What the copies that members have of each other's filters come to; nothing for a cache without them. */
export function copyFigures({ copies }: FilterReport): FilterFigure[] {
  return copies === null ? [] : [readsSavedFigure(copies), heldFigure(copies), toldFigure(copies)];
}

function readsSavedFigure({ readsSaved, audits, auditFailures, missNanos, probeNanos }: FilterCopies): FilterFigure {
  const figure = { id: 'copies-saved', label: 'Reads of other members saved', value: formatCount(readsSaved) };
  if (auditFailures > 0) {
    return { ...figure, tone: 'bad', note: `${formatCount(auditFailures)} of ${formatCount(audits)} checked answers were wrong` };
  }
  return { ...figure, note: missNanos === 0 ? 'no absent key asked for yet' : `${formatNanos(probeNanos)} each instead of ${formatNanos(missNanos)}` };
}

function heldFigure({ held, memory, received, dropped }: FilterCopies): FilterFigure {
  const note = `${formatBytes(memory)}; ${formatCount(received)} received, ${formatCount(dropped)} given up`;
  return { id: 'copies-held', label: 'Copies of filters elsewhere', value: formatCount(held), note };
}

function toldFigure({ announced, waits }: FilterCopies): FilterFigure {
  return { id: 'copies-told', label: 'New keys told to copies', value: formatCount(announced), note: `${plural(waits, 'write')} waited for that` };
}

function savedFigure(report: FilterReport): FilterFigure {
  const figure = { id: 'filter-saved', label: 'Store reads saved', value: formatCount(report.storeReadsSaved) };
  return report.auditFailures > 0
    ? { ...figure, tone: 'bad', note: `${formatCount(report.auditFailures)} of ${formatCount(report.audits)} checked answers were wrong` }
    : { ...figure, note: askedOf(report) === 0 ? 'nothing asked yet' : `of ${plural(askedOf(report), 'question')}` };
}

function falsePositives({ measured, report }: Filter): FilterFigure {
  const note = `${formatFineShare(report.expected)} expected, ${formatFineShare(report.wanted)} wanted`;
  const figure = { id: 'filter-false-positives', label: 'False positives', value: formatFineShare(measured), note };
  const sure = report.absent + report.inVain >= enoughAsked;
  return sure && measured !== null && measured > 2 * report.wanted ? { ...figure, tone: 'warn' } : figure;
}

function memoryFigure({ bitsPerKey, report: { memory } }: Filter): FilterFigure {
  const note = bitsPerKey === null ? 'no keys' : `${bitsPerKey.toFixed(1)} bits a key`;
  return { id: 'filter-memory', label: 'Memory of the filters', value: formatBytes(memory), note };
}

function readyFigure({ ready, rebuilding }: FilterReport): FilterFigure {
  const figure = { id: 'filter-ready', label: 'Filters ready', value: formatCount(ready) };
  return rebuilding === 0
    ? { ...figure, note: 'all, one for each segment and owner' }
    : { ...figure, tone: 'warn', note: `${formatCount(rebuilding)} more answer "maybe" until rebuilt` };
}

/** How far a rebuild has come, in words; the number of keys to come is an estimate. */
export function progressText({ segments, keysRead, keysExpected }: FilterProgress): string {
  const read = keysExpected < 0 ? plural(keysRead, 'key') : `${formatCount(keysRead)} of about ${plural(keysExpected, 'key')}`;
  return `${plural(segments, 'segment')}, ${read} read`;
}

/** A count and its share of what it is of. */
export function countAndShare(count: number, of: number): string {
  return of === 0 ? none : `${formatCount(count)} (${formatFineShare(count / of)})`;
}
