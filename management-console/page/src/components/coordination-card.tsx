import type { CacheMember } from '../api/types';
import { coordinationOf, type CoordinationOnMember, strained } from '../model/coordination';
import { formatCount, formatShare } from '../model/format';
import { Card } from './card';
import { Icon } from './icon';
import { Pair } from './pair';
import { type Column, Table } from './table';

/** How the owners of a coordinated cache keep the same keys; nothing for another cache. */
export function CoordinationCard({ rows }: { rows: readonly CacheMember[] }) {
  const members = coordinationOf(rows);
  if (members.length === 0) {
    return null;
  }
  const alone = strained(members);
  return (
    <Card title="Coordinated eviction" testid="coordination">
      {alone.length > 0 && <Strained members={alone} />}
      <Table label="Coordination by member" columns={columns} rows={members} keyOf={({ member }) => member} testid="coordination-members" />
    </Card>
  );
}

function Strained({ members }: { members: readonly string[] }) {
  return (
    <div class="note warn" data-testid="coordination-strained">
      <Icon name="warn" />
      <p>
        {members.join(', ')} had no room for what others keep there. After a loss of members that passes; otherwise the bound is too small for
        how unevenly keys are spread, or messages take long.
      </p>
    </div>
  );
}

const columns: Column<CoordinationOnMember>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  { title: 'Told to backups', number: true, cell: ({ victimsSent }) => formatCount(victimsSent) },
  { title: 'Followed', number: true, cell: ({ followed }) => formatCount(followed) },
  { title: 'Reads told', number: true, cell: ({ readsSent }) => formatCount(readsSent) },
  { title: 'Reads heard', number: true, cell: ({ readsHeard }) => formatCount(readsHeard) },
  { title: 'Evened later', number: true, cell: ({ evened }) => formatCount(evened) },
  { title: 'Dropped or refused', number: true, cell: ({ lost }) => formatCount(lost) },
  {
    title: 'Left uncoordinated',
    number: true,
    cell: ({ uncoordinatedEvictions, uncoordinatedShare }) => (
      <Pair value={formatCount(uncoordinatedEvictions)} more={formatShare(uncoordinatedShare)} />
    ),
  },
];
