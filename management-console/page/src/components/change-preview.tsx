import type { ChangePreview, Eviction, MemberBeforeAndAfter } from '../api/types';
import { consequence } from '../model/change';
import { amount } from './fill';
import { none } from '../model/format';
import { type Column, Table } from './table';

/** What a new bound would do on each member. */
export function PreviewOfChange({ preview }: { preview: ChangePreview }) {
  const unit = preview.unit ?? 'ENTRIES';
  const { text, tone } = consequence(preview.members, (value) => amount(value, unit), unit);
  return (
    <div class="change-preview">
      <p class={`change-consequence ${tone}`} role="status" data-testid="change-consequence">
        {text}
      </p>
      <Table
        label="On each member"
        columns={columnsOf(unit)}
        rows={preview.members}
        keyOf={({ member }) => member}
        slim
        bounded
        testid="change-members"
      />
    </div>
  );
}

function columnsOf(unit: Eviction['unit']): Column<MemberBeforeAndAfter>[] {
  const told = (one: MemberBeforeAndAfter, value: number) => (one.answered ? amount(value, unit) : none);
  return [
    { title: 'Member', heading: true, cell: ({ member }) => member },
    { title: 'Bound', number: true, cell: (one) => told(one, one.bound) },
    { title: 'Then', number: true, cell: (one) => amount(one.boundAfter, unit) },
    { title: 'Held', number: true, cell: (one) => told(one, one.size) },
    { title: 'Leaves', number: true, cell: (one) => told(one, one.leaving) },
  ];
}
