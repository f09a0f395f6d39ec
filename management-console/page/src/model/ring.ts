import type { MemberShare, Ring, Segment } from '../api/types';

/** What one member holds of one group of neighbouring segments, in segments. */
export interface Cell {
  primary: number;
  backup: number;
  /** Segments it is about to receive. */
  incoming: number;
}

/** Neighbouring segments drawn as one column. */
export interface Group {
  first: number;
  last: number;
  size: number;
  inTransfer: number;
  /** One cell per member, in member order. */
  cells: Cell[];
}

export interface RingMap {
  members: string[];
  /** Segments per column, a power of two; 1 if each has its own. */
  perGroup: number;
  groups: Group[];
}

/** The map of `ring` in at most `columnsMax` columns. */
export function mapOf(ring: Ring, columnsMax: number): RingMap {
  const members = membersOf(ring);
  const row = new Map(members.map((member, i) => [member, i]));
  const perGroup = segmentsPerColumn(ring.segments.length, columnsMax);
  const groups: Group[] = [];
  for (let first = 0; first < ring.segments.length; first += perGroup) {
    groups.push(groupOf(ring.segments.slice(first, first + perGroup), row));
  }
  return { members, perGroup, groups };
}

/** The smallest power of two that fits `segments` into `columnsMax` columns. */
export function segmentsPerColumn(segments: number, columnsMax: number): number {
  let perGroup = 1;
  while (segments / perGroup > Math.max(1, columnsMax)) {
    perGroup *= 2;
  }
  return perGroup;
}

/** Every member with a share, then whoever is only named by a segment, such as one that has just left. */
export function membersOf(ring: Ring): string[] {
  const members = new Set(ring.shares.map((share) => share.member));
  for (const segment of ring.segments) {
    [...ownersOf(segment), ...segment.pendingOwners].forEach((owner) => members.add(owner));
  }
  return [...members];
}

/** Primary first; none while the segment is lost. */
export function ownersOf(segment: Segment): string[] {
  return segment.primary === '' ? [...segment.backups] : [segment.primary, ...segment.backups];
}

/** Segments with fewer owners than the cache wants and its members could give. */
export function belowOwners(ring: Ring): number {
  const wanted = Math.min(ring.owners, ring.shares.filter((share) => share.capacityFactor > 0).length);
  return ring.segments.filter((segment) => ownersOf(segment).length < wanted).length;
}

/** What a member's sudden end would do to a ring, counted in segments. */
export interface Leaving {
  member: string;
  /** Nobody else has a copy: gone, unless a store has it. */
  lost: number;
  /** One owner remains. */
  single: number;
  /** More owners remain, but fewer than the cache wants, until its copies are made anew. */
  below: number;
  /** Another owner becomes primary. */
  primaries: number;
  /** Whether the members that remain can give every segment all its owners again. */
  recovers: boolean;
}

/** What the end of `member` would do, if nothing moves before. */
export function leaving(ring: Ring, member: string): Leaving {
  const others = ring.shares.filter((share) => share.member !== member && share.capacityFactor > 0).length;
  const answer: Leaving = { member, lost: 0, single: 0, below: 0, primaries: 0, recovers: others >= ring.owners };
  for (const segment of ring.segments) {
    const owners = ownersOf(segment);
    if (!owners.includes(member)) {
      continue;
    }
    const left = owners.length - 1;
    if (left === 0) {
      answer.lost++;
    } else if (left < ring.owners) {
      answer[left === 1 ? 'single' : 'below']++;
    }
    if (segment.primary === member && left > 0) {
      answer.primaries++;
    }
  }
  return answer;
}

/** How far a member is from its fair part: 1 is exactly fair, 1.2 is a fifth too much; null if it should own nothing. */
export function loadOf(share: MemberShare, shares: readonly MemberShare[]): number | null {
  const owned = shares.reduce((sum, other) => sum + other.ownedSegments, 0);
  const capacity = shares.reduce((sum, other) => sum + other.capacityFactor, 0);
  const fair = capacity === 0 ? 0 : (owned * share.capacityFactor) / capacity;
  return fair === 0 ? null : share.ownedSegments / fair;
}

/** The load of the most loaded member: 1 is an even ring. */
export function skewOf(shares: readonly MemberShare[]): number | null {
  const loads = shares.map((share) => loadOf(share, shares)).filter((load): load is number => load !== null);
  return loads.length === 0 ? null : Math.max(...loads);
}

/** A group's name: `Segment 7` or `Segments 8–15`. */
export function nameOf(group: Group): string {
  return group.size === 1 ? `Segment ${group.first}` : `Segments ${group.first}–${group.last}`;
}

/** A group in one sentence, for those who do not see the map. */
export function describe(group: Group, members: readonly string[]): string {
  const held = (part: keyof Cell) =>
    members
      .map((member, i) => ({ member, count: group.cells[i]![part] }))
      .filter(({ count }) => count > 0)
      .map(({ member, count }) => (group.size === 1 ? member : `${member} ${count}`))
      .join(', ') || 'none';
  const moving = group.inTransfer > 0 ? `; in transfer to ${held('incoming')}` : '';
  return `${nameOf(group)}: primary ${held('primary')}; backup ${held('backup')}${moving}`;
}

function groupOf(segments: readonly Segment[], row: ReadonlyMap<string, number>): Group {
  const cells = Array.from(row, (): Cell => ({ primary: 0, backup: 0, incoming: 0 }));
  const cellOf = (member: string) => cells[row.get(member)!]!;
  for (const segment of segments) {
    const owners = ownersOf(segment);
    if (segment.primary !== '') {
      cellOf(segment.primary).primary++;
    }
    segment.backups.forEach((backup) => cellOf(backup).backup++);
    segment.pendingOwners
      .filter((pending) => !owners.includes(pending))
      .forEach((pending) => cellOf(pending).incoming++);
  }
  return {
    first: segments[0]!.id,
    last: segments.at(-1)!.id,
    size: segments.length,
    inTransfer: segments.filter((segment) => segment.inTransfer).length,
    cells,
  };
}
