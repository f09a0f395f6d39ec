import type { AntiEntropyReport, OfGrid, TombstonesReport } from '../api/types';
import { Card } from '../components/card';
import { ReportPage } from '../components/report-page';
import { TombstonesTable } from '../components/tombstones-table';
import { tombstonesAnswer, tombstonesFigures } from '../model/tombstones';
import { clock } from '../state/clock';
import { useResource } from '../state/resource';
import { useStore } from '../state/store';

/** Can a delete come back? */
export function TombstonesPage({ name }: { name: string }) {
  const compared = useResource<OfGrid<AntiEntropyReport>>('anti-entropy', 3_000).data?.caches ?? [];
  const now = useStore(clock);
  return (
    <ReportPage<TombstonesReport>
      title="Tombstones"
      page="tombstones"
      cache={name}
      empty={name === '' ? 'No cache remembers its deletes: see <grid:tombstones>.' : `Cache ${name} does not remember its deletes.`}
      answer={(caches, silent) => tombstonesAnswer(caches, compared, silent, now)}
      figures={tombstonesFigures}
    >
      {(caches) => (
        <Card title={name === '' ? 'Deletes by cache' : 'Deletes by member'}>
          <TombstonesTable caches={caches} compared={compared.filter(({ cache }) => name === '' || cache === name)} cache={name} />
        </Card>
      )}
    </ReportPage>
  );
}
