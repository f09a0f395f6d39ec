import type { MemberDetail } from '../api/types';
import { plural } from '../model/format';
import { type Difference, differencesOf } from '../model/differences';
import { useResource } from '../state/resource';
import { Badge } from './badge';
import { Card } from './card';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

/** Settings that are not the same on all members. */
export function DifferencesCard() {
  const members = useResource<MemberDetail[]>('members/details', 15_000);
  return (
    <Card title="Differences between members" testid="configuration-differences">
      <Loaded resource={members}>
        {(details) => {
          const differences = differencesOf(details);
          const silent = details.filter(({ answered }) => !answered).map(({ member }) => member);
          return (
            <>
              {silent.length > 0 && <Badge tone="warn">{silent.join(', ')} did not answer</Badge>}
              {differences.length === 0 ? (
                <Empty text={`The ${plural(details.length - silent.length, 'member')} that answered are set up alike.`} />
              ) : (
                <Table
                  label="Differences between members"
                  columns={columns}
                  rows={differences}
                  keyOf={({ cache, name }) => `${cache} ${name}`}
                  testid="differences-table"
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

const columns: Column<Difference>[] = [
  { title: 'Setting', heading: true, cell: ({ name }) => <code>{name}</code> },
  { title: 'Of', cell: ({ cache }) => (cache === '' ? <span class="quiet">the member</span> : `cache ${cache}`) },
  {
    title: 'Values',
    cell: ({ values }) => (
      <span class="badges">
        {values.map(({ member, value }) => (
          <span key={member} class="badge">
            {member}: <code>{value === null ? 'not there' : value || '(empty)'}</code>
          </span>
        ))}
      </span>
    ),
  },
];
