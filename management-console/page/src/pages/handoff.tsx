import type { HandoffReport, Session } from '../api/types';
import { Card } from '../components/card';
import { DebtsTable } from '../components/debts-table';
import { HandoffTable } from '../components/handoff-table';
import { ReportPage } from '../components/report-page';
import { handoffAnswer, handoffFigures } from '../model/handoff';

/** Is anything owed to a member? */
export function HandoffPage({ session, name }: { session: Session; name: string }) {
  return (
    <ReportPage<HandoffReport>
      title="Handoff"
      page="handoff"
      cache={name}
      empty={name === '' ? 'No cache has hinted handoff: see <grid:hinted-handoff>.' : `Cache ${name} has no hinted handoff.`}
      answer={handoffAnswer}
      figures={handoffFigures}
    >
      {(caches, refresh) => (
        <>
          <Card title="Who is owed">
            <DebtsTable session={session} caches={caches} onDone={refresh} />
          </Card>
          <Card title={name === '' ? 'Hints by cache' : 'Hints by member'}>
            <HandoffTable caches={caches} cache={name} />
          </Card>
        </>
      )}
    </ReportPage>
  );
}
