import type { MemberDetail } from '../api/types';
import { formatCount, none, plural, withUnit } from '../model/format';
import { collections, offsetTone } from '../model/member-detail';
import { useResource } from '../state/resource';
import { Ago } from './ago';
import { Badge } from './badge';
import { Card } from './card';
import { Pair } from './pair';
import { RoundTripMatrix } from './round-trip-matrix';
import { Loaded } from './states';
import { type Column, Table } from './table';

/** How the members hear each other, as the answering one measures it, and how their Java does. */
export function MemberDetails() {
  const members = useResource<MemberDetail[]>('members/details', 5_000);
  return (
    <>
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
      <Card title="Round trips between members">
        <Loaded resource={members}>{(rows) => <RoundTripMatrix details={rows} />}</Loaded>
      </Card>
    </>
  );
}

const columns: Column<MemberDetail>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'Round trip',
    number: true,
    cell: ({ answered, roundTripMillis }) => (answered ? withUnit(roundTripMillis.toFixed(1), 'ms') : 'no answer'),
  },
  { title: 'Clock', cell: (member) => (member.answered ? <Clock member={member} /> : none) },
  { title: 'View', cell: ({ view }) => (view ? <View {...view} /> : none) },
  {
    title: 'Sent again',
    number: true,
    cell: ({ retransmits: again }) =>
      again ? (
        <Pair value={formatCount(again.sent)} more={`asked\u00a0${formatCount(again.asked)}, was\u00a0asked\u00a0${formatCount(again.askedFor)}`} />
      ) : (
        none
      ),
  },
  {
    title: 'Garbage collection',
    cell: ({ runtime }) => (runtime ? <Pair {...collections(runtime.collectors)} /> : none),
  },
  {
    title: 'Java',
    cell: ({ runtime }) =>
      runtime ? <Java {...runtime} /> : none,
  },
];

function View({ id, members, since }: { id: number; members: number; since: string | null }) {
  return (
    <Pair
      value={id}
      more={
        <>
          {plural(members, 'member')}
          {since && <>, since <Ago at={since} /></>}
        </>
      }
    />
  );
}

/** The version comes with its maker, who gives way before the table scrolls. */
function Java({ version, processors, threadsPeak }: NonNullable<MemberDetail['runtime']>) {
  const [number, ...maker] = version.split(', ');
  const more = [...maker, plural(processors, 'processor'), `${plural(threadsPeak, 'thread')} at most`];
  return <Pair value={number} more={more.join(', ')} />;
}

function Clock({ member: { clockOffsetMillis, roundTripMillis } }: { member: MemberDetail }) {
  const tone = offsetTone(clockOffsetMillis, roundTripMillis);
  const text = withUnit(`${clockOffsetMillis >= 0 ? '+' : '−'}${Math.abs(clockOffsetMillis).toFixed(0)}`, 'ms');
  return (
    <Pair
      value={tone === 'plain' ? text : <Badge tone={tone}>{text}</Badge>}
      more={roundTripMillis > 0 && withUnit(`±\u00a0${Math.max(1, roundTripMillis / 2).toFixed(0)}`, 'ms')}
    />
  );
}
