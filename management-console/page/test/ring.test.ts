import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MemberShare, Ring, Segment } from '../src/api/types';
import { belowOwners, describe, leaving, loadOf, mapOf, membersOf, segmentsPerColumn, skewOf } from '../src/model/ring';

function segment(id: number, primary: string, backups: string[] = [], pendingOwners: string[] = []): Segment {
  return { id, primary, backups, pendingOwners, inTransfer: pendingOwners.length > 0 };
}

function share(member: string, ownedSegments: number, capacityFactor = 1): MemberShare {
  return { member, primarySegments: 0, ownedSegments, share: 0, capacityFactor };
}

function ring(segments: Segment[], shares = ['a', 'b', 'c'].map((member) => share(member, 1))): Ring {
  return { topologyId: 1, phase: 'NO_REBALANCE', owners: 2, cacheMode: 'DIST_SYNC', segments, shares };
}

test('segmentsPerColumn_fits_isOne', () => {
  assert.equal(segmentsPerColumn(256, 256), 1);
});

test('segmentsPerColumn_tooMany_isNextPowerOfTwo', () => {
  assert.equal(segmentsPerColumn(256, 255), 2);
  assert.equal(segmentsPerColumn(1024, 90), 16);
});

test('segmentsPerColumn_noWidthYet_putsAllInOne', () => {
  assert.equal(segmentsPerColumn(64, 0), 64);
});

test('mapOf_groups_countsEachRole', () => {
  const map = mapOf(ring([segment(0, 'a', ['b']), segment(1, 'a', ['c']), segment(2, 'b', ['a'])]), 2);

  assert.equal(map.perGroup, 2);
  assert.deepEqual(map.groups.map(({ first, last, size }) => [first, last, size]), [[0, 1, 2], [2, 2, 1]]);
  assert.deepEqual(map.groups[0]!.cells, [
    { primary: 2, backup: 0, incoming: 0 },
    { primary: 0, backup: 1, incoming: 0 },
    { primary: 0, backup: 1, incoming: 0 },
  ]);
});

test('mapOf_inTransfer_marksOnlyWhoDoesNotOwnYet', () => {
  const [group] = mapOf(ring([segment(0, 'a', ['b'], ['b', 'c'])]), 10).groups;

  assert.equal(group!.inTransfer, 1);
  assert.deepEqual(group!.cells.map(({ incoming }) => incoming), [0, 0, 1]);
});

test('membersOf_ownerWithoutShare_isStillShown', () => {
  assert.deepEqual(membersOf(ring([segment(0, 'gone', ['a'])])), ['a', 'b', 'c', 'gone']);
});

test('belowOwners_lostAndSingle_countsBoth', () => {
  assert.equal(belowOwners(ring([segment(0, ''), segment(1, 'a'), segment(2, 'a', ['b'])])), 2);
});

test('belowOwners_oneMemberAlone_canGiveNoMore', () => {
  assert.equal(belowOwners(ring([segment(0, 'a')], [share('a', 1), share('b', 0, 0)])), 0);
});

test('loadOf_capacityDiffers_comparesWithItsFairPart', () => {
  const shares = [share('a', 20, 2), share('b', 10, 1), share('c', 0, 0)];

  assert.deepEqual(shares.map((one) => loadOf(one, shares)), [1, 1, null]);
});

test('skewOf_unevenRing_isTheHighestLoad', () => {
  assert.equal(skewOf([share('a', 15), share('b', 5)]), 1.5);
  assert.equal(skewOf([]), null);
});

test('describe_singleSegment_namesOwnersWithoutCounts', () => {
  const map = mapOf(ring([segment(7, 'a', ['b'], ['a', 'c'])]), 10);

  assert.equal(describe(map.groups[0]!, map.members), 'Segment 7: primary a; backup b; in transfer to c');
});

test('describe_group_saysHowManyEachHolds', () => {
  const map = mapOf(ring([segment(0, 'a', ['b']), segment(1, 'a', ['c'])]), 1);

  assert.equal(describe(map.groups[0]!, map.members), 'Segments 0–1: primary a 2; backup b 1, c 1');
});

test('leaving_member_countsWhatItsEndWouldDo', () => {
  const three = { ...ring([segment(0, 'a'), segment(1, 'a', ['b']), segment(2, 'b', ['a', 'c']), segment(3, 'c', ['b'])]), owners: 3 };

  assert.deepEqual(leaving(three, 'a'), { member: 'a', lost: 1, single: 1, below: 1, primaries: 1, recovers: false });
  assert.deepEqual(leaving({ ...three, owners: 2 }, 'c'), {
    member: 'c',
    lost: 0,
    single: 1,
    below: 0,
    primaries: 1,
    recovers: true,
  });
});

test('leaving_replicatedEverywhere_asksForNoMoreThanRemain', () => {
  const full = { ...ring([segment(0, 'a', ['b', 'c'])]), owners: 3 };

  assert.equal(leaving(full, 'b').recovers, false);
  assert.equal(leaving(full, 'b').below, 1);
});
