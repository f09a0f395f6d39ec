import type { AuditEntry } from '../api/types';
import { plural } from '../model/format';
import { useResource } from '../state/resource';
import { Ago } from './ago';
import { Badge } from './badge';
import { Card } from './card';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

const shownMax = 100;

/** Who did what with this member's console, newest first. */
export function AuditCard() {
  const audit = useResource<AuditEntry[]>('audit', 10_000);
  return (
    <Card title={audit.data ? `Done with this console: ${plural(audit.data.length, 'entry', 'entries')}` : 'Done with this console'} testid="audit">
      <Loaded resource={audit}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty text="Nobody has done anything yet." />
          ) : (
            <Table
              label="Done with this console"
              columns={columns}
              rows={[...entries].reverse().slice(0, shownMax)}
              keyOf={({ sequence }) => String(sequence)}
              testid="audit-table"
            />
          )
        }
      </Loaded>
    </Card>
  );
}

const columns: Column<AuditEntry>[] = [
  { title: 'When', cell: ({ at }) => <Ago at={at} /> },
  { title: 'User', heading: true, cell: ({ user }) => user },
  { title: 'Did', cell: ({ did }) => <code>{did.replace('/api/v1', '').replace('/{name}', '')}</code> },
  { title: 'On', cell: ({ on }) => on },
  {
    title: 'Outcome',
    cell: ({ outcome }) => (outcome === 'done' ? <Badge tone="good">done</Badge> : <Badge tone="warn">{outcome}</Badge>),
  },
  { title: 'From', cell: ({ from }) => <code>{from}</code> },
];
