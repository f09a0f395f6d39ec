import type { ComponentChildren } from 'preact';
import type { Member, MemberReport } from '../api/types';
import { formatBytes, formatCount, formatShare, formatSpan, none, withUnit } from '../model/format';
import { type MemberRow, stateNote, stateOf } from '../model/standing';
import { heapTone } from '../model/verdict';
import { Ago } from './ago';
import { Badge } from './badge';
import { Meter } from './meter';
import { Name } from './name';
import { Pair } from './pair';
import { type Column, Table } from './table';

/** The members that are there, and those that should be. */
export function MembersTable({ rows }: { rows: MemberRow[] }) {
  return <Table label="Members" columns={columns} rows={rows} keyOf={({ name }) => name} testid="members-table" />;
}

const columns: Column<MemberRow>[] = [
  { title: 'Member', heading: true, cell: ({ name, member }) => <Title name={name} member={member} /> },
  { title: 'State', cell: (row) => <State row={row} /> },
  { title: 'Address', cell: ({ member }) => (member ? <Address member={member} /> : none) },
  { title: 'Joined', cell: ({ member }) => (member ? <Joined member={member} /> : none) },
  {
    title: 'Version',
    cell: ({ member }) => <span class="pair">{member?.version ?? member?.report.version ?? none}</span>,
  },
  { title: 'Heap', cell: (row) => ofReport(row, (report) => <Heap {...report} />) },
  {
    title: 'CPU',
    number: true,
    cell: (row) => ofReport(row, ({ cpuLoad }) => (cpuLoad < 0 ? none : formatShare(cpuLoad))),
  },
  { title: 'GC', number: true, cell: (row) => ofReport(row, (report) => <Collection {...report} />) },
  { title: 'Threads', number: true, cell: (row) => ofReport(row, ({ threads }) => formatCount(threads)) },
];

function ofReport({ member }: MemberRow, cell: (report: MemberReport) => ComponentChildren): ComponentChildren {
  return member?.report.answered ? cell(member.report) : none;
}

function Title({ name, member }: { name: string; member: Member | null }) {
  return (
    <span class="member-title">
      <span data-testid={member ? 'member-name' : 'missing-name'}>
        <Name text={name} />
      </span>
      {member && (
        <span class="badges">
          {member.coordinator && (
            <span class="badge" data-testid="coordinator">
              coordinator
            </span>
          )}
          {member.self && <span class="badge">this page</span>}
        </span>
      )}
    </span>
  );
}

function State({ row: { member, missing } }: { row: MemberRow }) {
  if (missing) {
    const seen = missing.lastSeen;
    return <Pair value={<Badge tone="bad">missing</Badge>} more={seen ? <>last seen <Ago at={seen} /></> : 'never seen'} />;
  }
  const { tone, text } = stateOf(member.state);
  return <Pair value={<Badge tone={tone}>{text}</Badge>} more={stateNote(member)} />;
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

function Heap({ member, heapUsed, heapMax }: MemberReport) {
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
function Collection({ gcMillis, uptimeMillis }: MemberReport) {
  const spent = gcMillis < 10_000 ? withUnit(formatCount(gcMillis), 'ms') : formatSpan(gcMillis);
  return <Pair value={spent} more={uptimeMillis > 0 && `${formatShare(gcMillis / uptimeMillis)} of time`} />;
}
