import type { KeyEntry, KeyText } from '../api/types';
import { formatCount, none } from '../model/format';
import { lifeText, sizeText } from '../model/keys';
import { clock } from '../state/clock';
import { link } from '../state/route';
import { useStore } from '../state/store';
import { Pair } from './pair';
import { type Column, Table } from './table';

/** Keys with what their primary owner tells of them; each leads to its copies. */
export function KeyTable({ cache, keys, open }: { cache: string; keys: readonly KeyEntry[]; open: string }) {
  return (
    <Table
      label={`Keys of cache ${cache}`}
      columns={columnsOf(cache, open, keys.some(({ version }) => version !== null))}
      rows={keys}
      keyOf={({ id }) => id}
      testid="keys-table"
    />
  );
}

function columnsOf(cache: string, open: string, versioned: boolean): Column<KeyEntry>[] {
  const columns: Column<KeyEntry>[] = [
    {
      title: 'Key',
      heading: true,
      cell: ({ id, key }) => (
        <a class="key-text" href={link('keys', cache, id)} aria-current={id === open ? 'true' : undefined}>
          <KeyName text={key} />
        </a>
      ),
    },
    { title: 'Type', cell: ({ key }) => <code class="quiet">{shortType(key.type)}</code> },
    { title: 'Segment', number: true, cell: ({ segment }) => formatCount(segment) },
    { title: 'Value', number: true, cell: ({ valueBytes }) => sizeText(valueBytes) },
    { title: 'Lifetime', cell: ({ lifetime }) => <Life lifetime={lifetime} /> },
  ];
  return versioned ? [...columns, { title: 'Version', cell: ({ version }) => <code>{version ?? none}</code> }] : columns;
}

/** How long an entry still lives, counted down. */
export function Life({ lifetime }: { lifetime: KeyEntry['lifetime'] }) {
  const { left, limits } = lifeText(lifetime, useStore(clock));
  return limits ? <Pair value={left} more={limits} /> : <span class="quiet">{left}</span>;
}

/** A key's text; an empty one and a cut one say so. */
export function KeyName({ text: { text, format, cut } }: { text: KeyText }) {
  return (
    <code>
      {format === 'HEX' && '0x'}
      {text || <span class="quiet">(empty)</span>}
      {cut && '…'}
    </code>
  );
}

/** A class without its package. */
export function shortType(type: string): string {
  return type.includes('/') ? type : type.slice(type.lastIndexOf('.') + 1);
}
