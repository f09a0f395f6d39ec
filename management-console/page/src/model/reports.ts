import type { OfCache, OnMember } from '../api/types';
import { formatBytes, formatShare } from './format';
import type { Tone } from './verdict';

/** What a row of a table stands for: a cache with what all its members report, or a member with what it reports. */
export interface Row<R> {
  name: string;
  members: readonly OnMember<R>[];
}

/** One row per cache; of a single cache, one per member. */
export function rowsOf<R>(caches: readonly OfCache<R>[], cache: string): Row<R>[] {
  return cache === ''
    ? caches.map(({ cache: name, members }) => ({ name, members }))
    : caches.flatMap(({ members }) => members.map((one) => ({ name: one.member, members: [one] })));
}

/** What all members of these caches report. */
export function membersOf<R>(caches: readonly OfCache<R>[]): OnMember<R>[] {
  return caches.flatMap(({ members }) => members);
}

export function sumOf<R>(members: readonly OnMember<R>[], value: (report: R) => number): number {
  return members.reduce((total, { report }) => total + value(report), 0);
}

/** The largest; 0 without members. */
export function maxOf<R>(members: readonly OnMember<R>[], value: (report: R) => number): number {
  return Math.max(0, ...members.map(({ report }) => value(report)));
}

/** Each once, in order. */
export function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** What several things come to, by name, the largest first; what comes to nothing is left out. */
export function tally(counts: readonly Record<string, number>[]): { name: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums]
    .map(([name, count]) => ({ name, count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || one.name.localeCompare(other.name));
}

/** The member that has used the most of its room. */
export function fullest<R extends { bytes: number; bytesMax: number }>(members: readonly OnMember<R>[]): OnMember<R> | null {
  const share = ({ report: { bytes, bytesMax } }: OnMember<R>) => bytes / bytesMax;
  return members.reduce<OnMember<R> | null>((most, one) => (most === null || share(one) > share(most) ? one : most), null);
}

/** Bytes in use, and their share of what there is room for. */
export function room({ bytes, bytesMax }: { bytes: number; bytesMax: number }): string {
  return `${formatShare(bytes / bytesMax)} of ${formatBytes(bytesMax)}`;
}

/** Something that an operator should know. */
export interface Finding {
  tone: 'warn' | 'bad';
  text: string;
}

/** The answer to a page's question, and why. */
export interface Answer {
  tone: Tone;
  headline: string;
  reasons: string[];
}

/** The worst finding decides; without any, `calm` says what that means. Members that are silent are a finding. */
export function answerOf(
  headlines: { good: string; warn: string; bad: string },
  calm: string,
  findings: readonly Finding[],
  silent: readonly string[],
): Answer {
  const all = [...findings, ...silent.map((member): Finding => ({ tone: 'warn', text: `${member} does not answer: what it knows is missing here.` }))];
  const bad = all.filter(({ tone }) => tone === 'bad');
  const warn = all.filter(({ tone }) => tone === 'warn');
  const tone = bad.length > 0 ? 'bad' : warn.length > 0 ? 'warn' : 'good';
  return {
    tone,
    headline: findings.length === 0 && silent.length > 0 ? 'Not all members answer' : headlines[tone],
    reasons: tone === 'good' ? [calm] : [...bad, ...warn].map(({ text }) => text),
  };
}
