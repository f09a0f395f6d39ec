import type { MemberDetail } from '../api/types';
import { none, plural } from '../model/format';
import { collections, offsetTone } from '../model/member-detail';
import { useResource } from '../state/resource';
import { Badge } from './badge';
import { Card } from './card';
import { Pair } from './pair';
import { Loaded } from './states';
import { type Column, Table } from './table';

/** How the members hear each other, as the answering one measures it, and how their Java does. */
export function MemberDetails() {
  const members = useResource<MemberDetail[]>('members/details', 5_000);
  return (
    <Card title="Clocks, views, garbage collection" testid="member-details">
      <Loaded resource={members}>
        {(rows) => (
          <Table
            label="Clocks, views, garbage collection"
            columns={columns}
            rows={rows}
            keyOf={({ member }) => member}
            testid="details-table"
          />
        )}
      </Loaded>
    </Card>
  );
}

const columns: Column<MemberDetail>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'Round trip',
    number: true,
    cell: ({ answered, roundTripMillis }) => (answered ? `${roundTripMillis.toFixed(1)} ms` : 'no answer'),
  },
  { title: 'Clock', cell: (member) => (member.answered ? <Clock member={member} /> : none) },
  { title: 'View', cell: ({ view }) => (view ? <Pair value={view.id} more={plural(view.members, 'member')} /> : none) },
  {
    title: 'Garbage collection',
    cell: ({ runtime }) => (runtime ? <Pair {...collections(runtime.collectors)} /> : none),
  },
  {
    title: 'Java',
    cell: ({ runtime }) =>
      runtime ? (
        <Pair value={runtime.version} more={`${plural(runtime.processors, 'processor')}, ${plural(runtime.threadsPeak, 'thread')} at most`} />
      ) : (
        none
      ),
  },
];

function Clock({ member: { clockOffsetMillis, roundTripMillis } }: { member: MemberDetail }) {
  const tone = offsetTone(clockOffsetMillis, roundTripMillis);
  const text = `${clockOffsetMillis >= 0 ? '+' : '−'}${Math.abs(clockOffsetMillis).toFixed(0)} ms`;
  return (
    <Pair
      value={tone === 'plain' ? text : <Badge tone={tone}>{text}</Badge>}
      more={roundTripMillis > 0 && `± ${Math.max(1, roundTripMillis / 2).toFixed(0)} ms`}
    />
  );
}
