import type { Members, Session } from '../api/types';
import { Badge } from '../components/badge';
import { Card } from '../components/card';
import { DrainCard } from '../components/drain-card';
import { MemberDetails } from '../components/member-details';
import { MembersTable } from '../components/members-table';
import { PageHead } from '../components/page-head';
import { Empty, Loaded } from '../components/states';
import { plural } from '../model/format';
import { memberRows, membersText } from '../model/standing';
import { useResource } from '../state/resource';

/** Who takes part, who should, who coordinates, and how each is doing. */
export function MembersPage({ session }: { session: Session }) {
  const members = useResource<Members>('members', 3_000);
  const data = members.data;
  const hung = data?.members.filter(({ state }) => state === 'HUNG').length ?? 0;
  return (
    <>
      <PageHead title="Members">
        <span class="badges" role="status">
          {data && <Badge tone="plain">view {data.viewId}</Badge>}
          {hung > 0 && <Badge tone="bad">{plural(hung, 'member')} not answering</Badge>}
          {data && data.missing.length > 0 && <Badge tone="bad">{data.missing.length} missing</Badge>}
        </span>
      </PageHead>
      <Card title={data ? titleOf(data) : 'Members'}>
        <Loaded resource={members}>
          {(all) => (all.members.length === 0 ? <Empty text="No member is known." /> : <MembersTable rows={memberRows(all)} />)}
        </Loaded>
      </Card>
      <DrainCard session={session} />
      <MemberDetails />
    </>
  );
}

function titleOf({ members, expected }: Members): string {
  return members.length < expected
    ? `${membersText(members.length, expected)} members`
    : plural(members.length, 'member');
}
