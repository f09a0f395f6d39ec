import { useState } from 'preact/hooks';
import { cachePath } from '../api/client';
import type { CacheConsistency, Conflict, ConflictPage, ConflictWrite, Setting } from '../api/types';
import { conflictsFigures, conflictsQuery, outcome } from '../model/conflicts';
import { hasVersions } from '../model/consistency';
import { useResource } from '../state/resource';
import { Ago } from './ago';
import { Card } from './card';
import { Figures } from './figures';
import { KeyName } from './key-table';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

/** Keys that two sides of a partition had written, and what stayed; nothing for a cache without versions. */
export function ConflictsCard({ cache, settings }: { cache: string; settings: readonly Setting[] }) {
  return hasVersions(settings) ? <Conflicts key={cache} cache={cache} /> : null;
}

function Conflicts({ cache }: { cache: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const [values, setValues] = useState(false);
  const numbers = useResource<CacheConsistency>(cachePath(cache, '/consistency'), 10_000);
  const page = useResource<ConflictPage>(cachePath(cache, `/conflicts?${conflictsQuery(after, values)}`), 10_000);
  const button = (id: string, text: string, onClick: () => void) => (
    <button class="button" type="button" onClick={onClick} data-testid={`conflicts-${id}`}>
      {text}
    </button>
  );
  const next = page.data?.next ?? null;
  const buttons = (
    <span class="actions">
      {button('values', values ? 'Hide values' : 'Show values', () => setValues(!values))}
      {after !== null && button('latest', 'Latest', () => setAfter(null))}
      {next !== null && button('older', 'Older', () => setAfter(next))}
    </span>
  );
  return (
    <Card title="Conflicts" testid="conflicts" aside={(page.data?.conflicts.length ?? 0) > 0 && buttons}>
      <Loaded resource={page}>
        {(data) => (
          <div class="filter">
            <Figures figures={numbers.data ? conflictsFigures(numbers.data) : []} />
            <Shown page={data} asked={values} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Shown({ page, asked }: { page: ConflictPage; asked: boolean }) {
  if (page.conflicts.length === 0) {
    return <Empty text="No key that two sides of a partition had written is remembered." />;
  }
  return (
    <>
      <Table
        label="Conflicts"
        columns={columns}
        rows={page.conflicts}
        keyOf={({ member, key, dropped }) => `${member} ${key.text} ${dropped.version}`}
        testid="conflicts-table"
      />
      {asked && !page.valuesShown && (
        <p class="quiet key-hidden" data-testid="conflicts-hidden">
          Values are not shown to your role.
        </p>
      )}
    </>
  );
}

const columns: Column<Conflict>[] = [
  { title: 'Key', heading: true, cell: ({ key }) => <KeyName text={key} /> },
  { title: 'Settled', cell: ({ at, member }) => <Pair value={<Ago at={at} />} more={`by ${member}`} /> },
  { title: 'Decided by', cell: ({ resolver }) => resolver },
  { title: 'Stayed', cell: ({ kept }) => <Write write={kept} /> },
  { title: 'Did not stay', cell: ({ dropped }) => <Write write={dropped} /> },
];

function Write({ write }: { write: ConflictWrite }) {
  return <Pair value={write.value ? <KeyName text={write.value} /> : outcome(write)} more={<code>{write.version}</code>} />;
}
