import type { AntiEntropyReport, Session } from '../api/types';
import { AntiEntropyTable } from '../components/anti-entropy-table';
import { Card } from '../components/card';
import { ComparisonActions } from '../components/comparison-actions';
import { ReportPage } from '../components/report-page';
import { antiEntropyAnswer, antiEntropyFigures } from '../model/anti-entropy';
import { membersOf } from '../model/reports';
import { may } from '../model/roles';
import { clock } from '../state/clock';
import { useStore } from '../state/store';

/** When was the last repair, and what did it find? */
export function AntiEntropyPage({ session, name }: { session: Session; name: string }) {
  const now = useStore(clock);
  return (
    <ReportPage<AntiEntropyReport>
      title="Anti-entropy"
      page="anti-entropy"
      cache={name}
      empty={name === '' ? 'No cache compares its owners: see <grid:anti-entropy>.' : `Cache ${name} does not compare its owners.`}
      answer={(caches, silent) => antiEntropyAnswer(caches, silent, now)}
      figures={antiEntropyFigures}
    >
      {(caches, refresh) => (
        <Card
          title={name === '' ? 'Comparisons by cache' : 'Comparisons by member'}
          aside={
            name !== '' &&
            may(session.roles, 'compare') && (
              <ComparisonActions cache={name} members={membersOf(caches)} onDone={refresh} />
            )
          }
        >
          <AntiEntropyTable session={session} caches={caches} cache={name} onDone={refresh} />
        </Card>
      )}
    </ReportPage>
  );
}
