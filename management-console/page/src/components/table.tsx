import type { ComponentChildren } from 'preact';
import { Name } from './name';

/** More rows than this are long. */
const longRows = 12;

export interface Column<R> {
  title: string;
  cell: (row: R) => ComponentChildren;
  /** Numbers stand at the right, so that their digits line up. */
  number?: boolean;
  /** This column names the row; a text is shown as a name. */
  heading?: boolean;
}

/**
 * Rows of the same kind; in a narrow window each row becomes a card of titled values, unless the table is `slim` enough
 * to stay one. Roles are spelled out because browsers drop a table's meaning once its display changes.
 */
export function Table<R>(props: {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  slim?: boolean;
  /** Keeps a long table from pushing what follows out of sight: it scrolls by itself. */
  bounded?: boolean;
  testid: string;
}) {
  const { label, columns, rows, keyOf, slim, bounded, testid } = props;
  const long = bounded === true && rows.length > longRows;
  return (
    <div
      class={long ? 'table-place long' : 'table-place'}
      {...(long && { tabIndex: 0, role: 'region' as const, 'aria-label': label })}
    >
      <table class={slim ? 'table' : 'table cards'} role="table" aria-label={label} data-testid={testid}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ title, number }) => (
              <th key={title} role="columnheader" scope="col" class={number ? 'right' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" data-key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.title} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<R>({ column, row }: { column: Column<R>; row: R }) {
  const { title, cell, number, heading } = column;
  const content = cell(row);
  return heading ? (
    <th role="rowheader" scope="row" data-title={title}>
      {typeof content === 'string' ? <Name text={content} /> : content}
    </th>
  ) : (
    <td role="cell" class={number ? 'right number' : undefined} data-title={title}>
      {content}
    </td>
  );
}
