import type { Setting } from '../api/types';
import { Empty } from './states';
import { type Column, Table } from './table';

/** Effective settings, each with where its value comes from. */
export function Settings({ label, settings }: { label: string; settings: readonly Setting[] }) {
  if (settings.length === 0) {
    return <Empty text="No grid settings: plain Infinispan." />;
  }
  return (
    <Table
      label={label}
      columns={columns}
      rows={settings}
      keyOf={({ element, attribute }) => `${element} ${attribute}`}
      slim
      testid="settings-table"
    />
  );
}

const columns: Column<Setting>[] = [
  {
    title: 'Setting',
    heading: true,
    cell: ({ element, attribute }) => (
      <code>
        <span class="quiet">{element}</span> {attribute}
      </code>
    ),
  },
  { title: 'Value', cell: ({ value }) => <code>{value}</code> },
  {
    title: 'Origin',
    cell: ({ origin }) => <span class={origin === 'default' ? 'quiet' : 'origin'}>{origin}</span>,
  },
];
