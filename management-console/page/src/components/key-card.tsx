import type { KeyCopies, KeyCopy } from '../api/types';
import { formatCount, none } from '../model/format';
import { judge, readable, sizeText, stateText } from '../model/keys';
import { useResource } from '../state/resource';
import { Badge } from './badge';
import { Card } from './card';
import { Icon } from './icon';
import { KeyName, Life, shortType } from './key-table';
import { Name } from './name';
import { Loaded } from './states';
import { type Column, Table } from './table';

/** One key: every owner's copy side by side, and whether they agree. */
export function KeyCard({ path, onClose }: { path: string; onClose: () => void }) {
  const copies = useResource<KeyCopies>(path, 10_000);
  return (
    <Card
      title="One key"
      testid="key"
      aside={
        <button class="button quiet-button" type="button" onClick={onClose} aria-label="Close this key">
          <Icon name="close" size={16} />
        </button>
      }
    >
      <Loaded resource={copies} rows={4}>
        {(data) => <Copies data={data} />}
      </Loaded>
    </Card>
  );
}

function Copies({ data }: { data: KeyCopies }) {
  const { tone, title, text } = judge(data);
  return (
    <>
      <p class="key-head">
        <KeyName text={data.key} />
        <span class="quiet">
          {shortType(data.key.type)}, segment {formatCount(data.segment)}
        </span>
      </p>
      <p class="key-verdict" data-testid="key-verdict" data-verdict={data.verdict}>
        <Badge tone={tone}>{title}</Badge> {text}
      </p>
      <Table
        label="Copies"
        columns={columnsOf(data)}
        rows={data.copies}
        keyOf={({ member }) => member}
        testid="key-copies"
      />
      {data.valuesShown ? (
        <div class="key-values">
          {data.copies.map((copy) => copy.value && <Value key={copy.member} copy={copy} />)}
        </div>
      ) : (
        <p class="quiet key-hidden" data-testid="key-hidden">
          Values are not shown to your role.
        </p>
      )}
    </>
  );
}

function columnsOf({ odd, copies }: KeyCopies): Column<KeyCopy>[] {
  const columns: Column<KeyCopy>[] = [
    {
      title: 'Owner',
      heading: true,
      cell: ({ member, primary }) => (
        <span class="member-title">
          <Name text={member} /> <span class="badge">{primary ? 'primary' : 'backup'}</span>
        </span>
      ),
    },
    {
      title: 'Holds',
      cell: ({ member, state }) =>
        odd.includes(member) ? <Badge tone="warn">{stateText(state)}</Badge> : stateText(state),
    },
    { title: 'Size', number: true, cell: (copy) => (copy.valueHash === null ? none : sizeText(copy.valueBytes)) },
    { title: 'Hash', cell: ({ valueHash }) => <code>{valueHash ?? none}</code> },
    { title: 'Lifetime', cell: ({ lifetime }) => (lifetime ? <Life lifetime={lifetime} /> : none) },
  ];
  return copies.some(({ version }) => version !== null)
    ? [...columns, { title: 'Version', cell: ({ version }) => <code>{version ?? none}</code> }]
    : columns;
}

function Value({ copy: { member, value } }: { copy: KeyCopy }) {
  const { text, format, type, cut } = value!;
  return (
    <figure class="key-value">
      <figcaption>
        On {member} <span class="quiet">{shortType(type)}{format === 'HEX' ? ', hexadecimal' : ''}{cut ? ', the beginning' : ''}</span>
      </figcaption>
      <pre tabIndex={0} data-testid="key-value">{readable(text, format)}</pre>
    </figure>
  );
}
