import type { MemberDetail } from '../api/types';
import { withUnit } from './format';
import type { Tone } from './verdict';

/** From a row's member to a column's and back. */
export interface Trip {
  from: string;
  to: string;
  /** Null: not measured yet, or the same member. Negative: no answer. */
  millis: number | null;
}

/** What each member measured to each other one, and what is usual there. */
export interface RoundTrips {
  members: string[];
  /** One row for each member. */
  rows: Trip[][];
  /** Of all that were answered; null if there is none. */
  median: number | null;
  slowest: Trip | null;
  unanswered: number;
}

/** So much above the median, and at least so long, is worth a look. */
const slowFactor = 5;
const slowMillis = 5;

/** The matrix of what the members tell; one that tells nothing has an empty row. */
export function roundTrips(details: readonly MemberDetail[]): RoundTrips {
  const members = details.map(({ member }) => member);
  const rows = details.map(({ member, roundTrips: told }) => {
    const known = new Map(told.map(({ to, millis }) => [to, millis]));
    return members.map((to) => ({ from: member, to, millis: to === member ? null : (known.get(to) ?? null) }));
  });
  const measured = rows.flat().filter((trip) => trip.millis !== null);
  const answered = measured.filter(({ millis }) => millis! >= 0).sort((a, b) => a.millis! - b.millis!);
  return {
    members,
    rows,
    median: answered.length > 0 ? answered[Math.floor((answered.length - 1) / 2)]!.millis : null,
    slowest: answered.at(-1) ?? null,
    unanswered: measured.length - answered.length,
  };
}

/** How a round trip is shown beside the others. */
export function tripTone(millis: number | null, median: number | null): Tone {
  if (millis === null || median === null) {
    return millis !== null && millis < 0 ? 'bad' : 'plain';
  }
  if (millis < 0) {
    return 'bad';
  }
  return millis >= slowMillis && millis > slowFactor * median ? 'warn' : 'plain';
}

/** Milliseconds with two digits that say something, and no unit. */
export function tripText(millis: number | null): string {
  if (millis === null) {
    return '–';
  }
  if (millis < 0) {
    return '×';
  }
  return millis < 0.1 ? '<0.1' : millis < 10 ? millis.toFixed(1) : millis.toFixed(0);
}

/** A cell in words. */
export function tripTitle({ from, to, millis }: Trip): string {
  const link = `${from} to ${to}`;
  if (millis === null) {
    return `${link}: not measured yet`;
  }
  return millis < 0 ? `${link}: no answer` : `${link}: ${withUnit(tripText(millis), 'ms')}`;
}

/** What the matrix comes to, in a line. */
export function tripSummary({ members, median, slowest, unanswered }: RoundTrips): string {
  if (median === null || slowest === null) {
    return members.length < 2 ? 'There is no other member.' : unanswered > 0 ? `${unanswered} without an answer.` : 'Being measured.';
  }
  const silent = unanswered > 0 ? ` ${unanswered} without an answer.` : '';
  return `Median ${withUnit(tripText(median), 'ms')}; slowest ${withUnit(tripText(slowest.millis), 'ms')}, ${slowest.from} to ${slowest.to}.${silent}`;
}
