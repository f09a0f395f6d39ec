import { useState } from 'preact/hooks';
import { memberPath, post, type Problem } from '../api/client';
import type { MemberDrain, Session } from '../api/types';
import { cancellable, drainProgress, drainState } from '../model/drain';
import { formatCount, none } from '../model/format';
import { may } from '../model/roles';
import { notify } from '../state/notices';
import { useResource } from '../state/resource';
import { Badge } from './badge';
import { Card } from './card';
import { DrainDialog } from './drain-dialog';
import { Loaded } from './states';
import { type Column, Table } from './table';

/** Which members own segments, and handing them over before a member is stopped. */
export function DrainCard({ session }: { session: Session }) {
  const answer = useResource<MemberDrain[]>('drains', 2_000);
  const [asked, setAsked] = useState('');
  const cancel = async (member: string) => {
    try {
      await post(memberPath(member, '/drain/cancel'));
      notify('good', `${member} is given its segments back.`);
    } catch (failure) {
      const { title, detail } = failure as Problem;
      notify('bad', detail ? `${title}: ${detail}` : title);
    }
    answer.refresh();
  };
  const close = () => {
    setAsked('');
    answer.refresh();
  };
  const columns = may(session.roles, 'drain') ? [...told, actions(setAsked, (member) => void cancel(member))] : told;
  return (
    <Card title="Before a member is stopped" testid="drain">
      <Loaded resource={answer}>
        {(rows) => (
          <Table label="Drains" columns={columns} rows={rows} keyOf={({ member }) => member} testid="drain-table" />
        )}
      </Loaded>
      {asked && <DrainDialog member={asked} onClose={close} />}
    </Card>
  );
}

const told: Column<MemberDrain>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'State',
    cell: ({ report }) => {
      const { tone, text } = drainState(report);
      return <Badge tone={tone}>{text}</Badge>;
    },
  },
  { title: 'Segments', number: true, cell: ({ report }) => (report ? formatCount(report.segments) : none) },
  { title: 'Progress', cell: ({ report }) => (report && drainProgress(report)) || none },
];

function actions(ask: (member: string) => void, cancel: (member: string) => void): Column<MemberDrain> {
  return {
    title: 'Action',
    cell: ({ member, report }) =>
      cancellable(report) ? (
        <button
          class="button"
          type="button"
          onClick={() => cancel(member)}
          aria-label={`Give segments back to ${member}`}
          data-testid="drain-cancel"
        >
          Give back
        </button>
      ) : (
        <button
          class="button"
          type="button"
          disabled={report === null || report.state === 'RETURNING'}
          onClick={() => ask(member)}
          aria-label={`Drain ${member}`}
          data-testid="drain-ask"
        >
          Drain…
        </button>
      ),
  };
}
