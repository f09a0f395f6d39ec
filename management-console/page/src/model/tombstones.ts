import type { AntiEntropyReport, CacheAntiEntropy, CacheTombstones, OnMember, Setting, TombstonesReport } from '../api/types';
import { lastComplete } from './anti-entropy';
import { formatCount, formatSpan, plural } from './format';
import { type Answer, answerOf, distinct, type Finding, fullest, maxOf, sumOf } from './reports';
import type { Tone } from './verdict';

/** From this share of its room on, a member's next deletes may not be remembered. */
const nearlyFull = 0.9;

/** From this share of grace on, it is long ago that owners were compared. */
const longAgo = 0.7;

/** Whether a cache's settings hold the element that remembers deletes. */
export function remembersDeletes(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'tombstones');
}

/** One number of all members, with what completes it. */
export interface TombstonesFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

type Members = readonly OnMember<TombstonesReport>[];

/** What all these come to. */
export function tombstonesFigures(members: Members): TombstonesFigure[] {
  const sum = (of: (report: TombstonesReport) => number) => sumOf(members, of);
  const owners = blockers(members);
  const compare = sum(({ needFullCompare }) => needFullCompare);
  const forgotten = sum((report) => report.forgotten);
  return [
    {
      id: 'tombstones-live',
      label: 'Deletes remembered',
      value: formatCount(sum(({ live }) => live)),
      note: `${formatCount(sum(({ purged }) => purged))} purged`,
      ...full(members),
    },
    {
      id: 'tombstones-blocked',
      label: 'Blocked',
      value: formatCount(sum(({ blocked }) => blocked)),
      note: owners.length === 0 ? 'no owner is missing' : `waiting for ${owners.join(', ')}`,
      ...(owners.length > 0 && { tone: 'warn' as const }),
    },
    {
      id: 'tombstones-compare',
      label: 'Need full comparison',
      value: plural(compare, 'segment'),
      note: forgotten === 0 ? 'every delete was remembered' : `${plural(forgotten, 'delete')} not remembered`,
      ...(compare > 0 && { tone: 'bad' as const }),
    },
    {
      id: 'tombstones-resurrections',
      label: 'Resurrections blocked',
      value: formatCount(sum(({ resurrectionsBlocked }) => resurrectionsBlocked)),
      note: 'late writes that would have undone a delete',
    },
  ];
}

function full(members: Members): { tone?: Tone; note?: string } {
  const names = crowded(members);
  return names.length === 0 ? {} : { tone: 'warn', note: `little room left on ${names.join(', ')}` };
}

function crowded(members: Members): string[] {
  return distinct(members.filter(({ report }) => report.bytes >= nearlyFull * report.bytesMax).map(({ member }) => member));
}

/** The owners that deletes wait for, by name. */
export function blockers(members: Members): string[] {
  return distinct(members.flatMap(({ report: { blockedBy } }) => Object.keys(blockedBy)));
}

/** How much room is left, where least is. */
export function roomOf(members: Members): { bytes: number; bytesMax: number; tone: Tone } {
  const { bytes, bytesMax } = fullest(members)?.report ?? { bytes: 0, bytesMax: 0 };
  return { bytes, bytesMax, tone: bytesMax > 0 && bytes >= nearlyFull * bytesMax ? 'warn' : 'plain' };
}

/** How long it is that all owners of a cache were compared, beside how long deletes are kept. */
export interface RepairAge {
  ageMillis: number;
  graceMillis: number;
  tone: Tone;
}

/** Null if that is not known: owners were never compared, or are not. */
export function repairAge(
  members: Members,
  comparisons: readonly OnMember<AntiEntropyReport>[],
  nowMillis: number,
): RepairAge | null {
  const last = lastComplete(comparisons);
  const graceMillis = maxOf(members, (report) => report.graceMillis);
  if (last === null || graceMillis === 0) {
    return null;
  }
  const ageMillis = Math.max(0, nowMillis - Date.parse(last));
  return { ageMillis, graceMillis, tone: ageMillis >= longAgo * graceMillis ? 'warn' : 'plain' };
}

/** Can a delete come back? */
export function tombstonesAnswer(
  caches: readonly CacheTombstones[],
  compared: readonly CacheAntiEntropy[],
  silent: readonly string[],
  nowMillis: number,
): Answer {
  const headlines = {
    good: 'No delete can come back',
    warn: 'No delete can come back, but some cannot be forgotten',
    bad: 'Not every delete is remembered',
  };
  const calm = 'Every delete is remembered until all its owners have it, and for the grace period after that.';
  const found = caches.flatMap(({ cache, members }) => {
    const comparisons = compared.find((one) => one.cache === cache)?.members ?? [];
    return findings(cache, members, repairAge(members, comparisons, nowMillis));
  });
  return answerOf(headlines, calm, found, silent);
}

function findings(cache: string, members: Members, repair: RepairAge | null): Finding[] {
  const found: Finding[] = [];
  const compare = sumOf(members, ({ needFullCompare }) => needFullCompare);
  const blocked = sumOf(members, (report) => report.blocked);
  if (compare > 0) {
    found.push({
      tone: 'bad',
      text: `${cache}: deletes of ${plural(compare, 'segment')} were not remembered; older writes are refused there until all owners were compared.`,
    });
  }
  if (blocked > 0) {
    found.push({ tone: 'warn', text: `${cache}: ${plural(blocked, 'delete')} cannot be purged, waiting for ${blockers(members).join(', ') || 'an owner'}.` });
  }
  if (crowded(members).length > 0) {
    found.push({ tone: 'warn', text: `${cache}: little room is left on ${crowded(members).join(', ')}.` });
  }
  if (repair !== null && repair.tone === 'warn') {
    const { ageMillis, graceMillis } = repair;
    found.push({ tone: 'warn', text: `${cache}: owners were last compared ${formatSpan(ageMillis)} ago; deletes are kept for ${formatSpan(graceMillis)}.` });
  }
  return found;
}
