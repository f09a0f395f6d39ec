import type { AntiEntropyReport, HandoffReport, OfGrid, TombstonesReport } from '../api/types';
import { antiEntropyAnswer } from '../model/anti-entropy';
import { handoffAnswer } from '../model/handoff';
import type { Answer } from '../model/reports';
import { tombstonesAnswer } from '../model/tombstones';
import { clock } from '../state/clock';
import { type Resource, useResource } from '../state/resource';
import { link } from '../state/route';
import { useStore } from '../state/store';
import { Card } from './card';
import { Icon } from './icon';
import { Loading, ProblemNote } from './states';

const everyMillis = 15_000;

/** What keeps copies alike, in a line each that leads to its page; no card without a cache that has any of it. */
export function CopiesCard() {
  const owed = useResource<OfGrid<HandoffReport>>('handoff', everyMillis);
  const deletes = useResource<OfGrid<TombstonesReport>>('tombstones', everyMillis);
  const compared = useResource<OfGrid<AntiEntropyReport>>('anti-entropy', everyMillis);
  const now = useStore(clock);
  const others = compared.data?.caches ?? [];
  const all: Resource<OfGrid<unknown>>[] = [owed, deletes, compared];
  const problem = all.find((one) => one.problem)?.problem;
  if (all.every(({ data }) => data?.caches.length === 0)) {
    return null;
  }
  return (
    <Card title="Copies" testid="copies">
      {problem && <ProblemNote problem={problem} stale={all.every(({ data }) => data !== undefined)} />}
      {!problem && all.some(({ data }) => data === undefined) ? (
        <Loading />
      ) : (
        <ul class="answers">
          <Line page="handoff" of={owed.data} answer={({ caches, silent }) => handoffAnswer(caches, silent)} />
          <Line page="tombstones" of={deletes.data} answer={({ caches, silent }) => tombstonesAnswer(caches, others, silent, now)} />
          <Line page="anti-entropy" of={compared.data} answer={({ caches, silent }) => antiEntropyAnswer(caches, silent, now)} />
        </ul>
      )}
    </Card>
  );
}

/* The reason is told only where it is one to look: the page has the rest. */
function Line<R>({ page, of, answer }: { page: string; of: OfGrid<R> | undefined; answer: (all: OfGrid<R>) => Answer }) {
  if (of === undefined || of.caches.length === 0) {
    return null;
  }
  const { tone, headline, reasons } = answer(of);
  return (
    <li class={`answer ${tone}`} data-testid={`copies-${page}`} data-tone={tone}>
      <Icon name={tone} />
      <span>
        <a href={link(page)}>{headline}</a>
        {tone !== 'good' && <span class="answer-reason">{reasons[0]}</span>}
      </span>
    </li>
  );
}
