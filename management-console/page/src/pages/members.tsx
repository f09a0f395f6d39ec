import type { Member, Members, Session } from '../api/types';
import { Ago } from '../components/ago';
import { Badge } from '../components/badge';
import { Card } from '../components/card';
import { DrainCard } from '../components/drain-card';
import { MemberDetails } from '../components/member-details';
import { Meter } from '../components/meter';
import { PageHead } from '../components/page-head';
import { Pair } from '../components/pair';
import { Empty, Loaded } from '../components/states';
import { type Column, Table } from '../components/table';
import { formatBytes, formatCount, formatShare, formatSpan, none, plural } from '../model/format';
import { heapTone } from '../model/verdict';
import { useResource } from '../state/resource';

/** Who takes part, who coordinates, and how each is doing. */
export function MembersPage({ session }: { session: Session }) {
  const members = useResource<Members>('members', 3_000);
  const data = members.data;
  const silent = data?.members.filter(({ report }) => !report.answered).length ?? 0;
  return (
    <>
      <PageHead title="Members">
        <span class="badges" role="status">
          {data && <Badge tone="plain">view {data.viewId}</Badge>}
          {silent > 0 && <Badge tone="bad">{plural(silent, 'member')} not answering</Badge>}
        </span>
      </PageHead>
      <Card title={data ? plural(data.members.length, 'member') : 'Members'}>
        <Loaded resource={members}>
          {({ members: rows }) =>
            rows.length === 0 ? (
              <Empty text="No member is known." />
            ) : (
              <Table label="Members" columns={columns} rows={rows} keyOf={({ name }) => name} testid="members-table" />
            )
          }
        </Loaded>
      </Card>
      <DrainCard session={session} />
      <MemberDetails />
    </>
  );
}

const columns: Column<Member>[] = [
  { title: 'Member', heading: true, cell: (member) => <Name member={member} /> },
  { title: 'Address', cell: (member) => <Address member={member} /> },
  { title: 'Joined', cell: (member) => <Joined member={member} /> },
  { title: 'Version', cell: ({ version, report }) => <span class="pair">{version ?? report.version ?? none}</span> },
  { title: 'Heap', cell: ({ report }) => answeredOr(report.answered, <Heap {...report} member={report.member} />) },
  { title: 'CPU', number: true, cell: ({ report }) => (report.cpuLoad < 0 ? none : formatShare(report.cpuLoad)) },
  { title: 'GC', number: true, cell: ({ report }) => answeredOr(report.answered, <Collection {...report} />) },
  { title: 'Threads', number: true, cell: ({ report }) => answeredOr(report.answered, formatCount(report.threads)) },
];

function Name({ member }: { member: Member }) {
  const { name, coordinator, self, report } = member;
  return (
    <span class="member-title">
      <span data-testid="member-name">{name}</span>
      <span class="badges">
        {coordinator && (
          <span class="badge" data-testid="coordinator">
            coordinator
          </span>
        )}
        {self && <span class="badge">this page</span>}
        {!report.answered && <Badge tone="bad">not answering</Badge>}
      </span>
    </span>
  );
}

function Address({ member }: { member: Member }) {
  return (
    <Pair
      value={<code>{member.physicalAddress ?? none}</code>}
      more={member.address !== member.name && <code>{member.address}</code>}
    />
  );
}

function Joined({ member: { joinedAt, report } }: { member: Member }) {
  return <Pair value={<Ago at={joinedAt} />} more={report.answered && `up ${formatSpan(report.uptimeMillis)}`} />;
}

function Heap({ member, heapUsed, heapMax }: { member: string; heapUsed: number; heapMax: number }) {
  return (
    <Meter
      label={`Heap of ${member}`}
      value={heapUsed}
      max={heapMax}
      text={`${formatBytes(heapUsed)} of ${formatBytes(heapMax)}`}
      tone={heapTone(heapUsed, heapMax)}
    />
  );
}

/** Time in garbage collection since the start, and its share of that time. */
function Collection({ gcMillis, uptimeMillis }: { gcMillis: number; uptimeMillis: number }) {
  const spent = gcMillis < 10_000 ? `${formatCount(gcMillis)} ms` : formatSpan(gcMillis);
  return <Pair value={spent} more={uptimeMillis > 0 && `${formatShare(gcMillis / uptimeMillis)} of time`} />;
}

function answeredOr<T>(answered: boolean, value: T): T | string {
  return answered ? value : none;
}
