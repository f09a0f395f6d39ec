import type { GridView } from '../api/types';
import { none, plural } from '../model/format';
import { changeOf, lasted, movesOf, settledOf } from '../model/views';
import { useResource } from '../state/resource';
import { Ago } from './ago';
import { Badge } from './badge';
import { Card } from './card';
import { Name } from './name';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

/** Who was together when, what split and merged, and what was settled of the cache after that; newest first. */
export function ViewsCard({ cache }: { cache: string }) {
  const views = useResource<GridView[]>('views', 10_000);
  return (
    <Card title="Splits and merges" testid="ring-views">
      <Loaded resource={views}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty text="This member is not clustered: it has always been alone." />
          ) : (
            <Table
              label="Views of the grid"
              columns={[...told, { title: 'Settled', cell: (view) => <Settled view={view} cache={cache} /> }]}
              rows={rows}
              keyOf={({ id, members }) => `${id} ${members.join(' ')}`}
              bounded
              testid="views-table"
            />
          )
        }
      </Loaded>
    </Card>
  );
}

const told: Column<GridView>[] = [
  { title: 'View', heading: true, cell: ({ id }) => `view ${id}` },
  {
    title: 'Change',
    cell: (view) => {
      const { tone, text } = changeOf(view);
      return <Badge tone={tone}>{text}</Badge>;
    },
  },
  { title: 'Installed', cell: (view) => <Pair value={<Ago at={view.installedAt} />} more={lasted(view)} /> },
  { title: 'Coordinator', cell: ({ members }) => <Name text={members[0] ?? none} /> },
  { title: 'Members', cell: (view) => <Pair value={plural(view.members.length, 'member')} more={movesOf(view)} /> },
];

function Settled({ view, cache }: { view: GridView; cache: string }) {
  const settled = settledOf(view, cache);
  if (settled === null) {
    return <>{view.change === 'MERGED' ? 'nothing to settle' : ''}</>;
  }
  return <Pair value={settled.what} more={settled.tone === 'warn' ? <Badge tone="warn">{settled.how}</Badge> : settled.how} />;
}
