import { useState } from 'preact/hooks';
import { cachePath, post, type Problem } from '../api/client';
import type { CacheAntiEntropy, Session, Setting } from '../api/types';
import { antiEntropyFigures, comparesOwners, obstacles, progress, state } from '../model/anti-entropy';
import { formatCount, none } from '../model/format';
import { may } from '../model/roles';
import { notify } from '../state/notices';
import { useResource } from '../state/resource';
import { Ago } from './ago';
import { Badge } from './badge';
import { Card } from './card';
import { Figures } from './figures';
import { Meter } from './meter';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

type OnMember = CacheAntiEntropy['members'][number];

/** How members compare the owners of a cache's segments; nothing for a cache without anti-entropy. */
export function AntiEntropyCard(props: { session: Session; cache: string; settings: readonly Setting[] }) {
  return comparesOwners(props.settings) ? <AntiEntropy session={props.session} cache={props.cache} /> : null;
}

function AntiEntropy({ session, cache }: { session: Session; cache: string }) {
  const answer = useResource<CacheAntiEntropy>(cachePath(cache, '/anti-entropy'), 3_000);
  const { run, busy } = useComparison(cache, answer.refresh);
  const paused = answer.data?.members.some(({ report }) => report.paused) ?? false;
  const buttons = may(session.roles, 'compare') && <Actions run={run} busy={busy} paused={paused} />;
  return (
    <Card title="Anti-entropy" testid="anti-entropy" aside={buttons}>
      <Loaded resource={answer}>{(data) => <Shown answer={data} />}</Loaded>
    </Card>
  );
}

type Verb = 'run' | 'pause' | 'resume';

const told: Record<Verb, string> = {
  run: 'All members compare owners as soon as they can.',
  pause: 'Comparisons wait on all members.',
  resume: 'Comparisons go on, on all members.',
};

function useComparison(cache: string, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const run = async (verb: Verb) => {
    setBusy(true);
    try {
      await post(cachePath(cache, `/anti-entropy/${verb}`));
      notify('good', told[verb]);
    } catch (failure) {
      const { title, detail } = failure as Problem;
      notify('bad', detail ? `${title}: ${detail}` : title);
    }
    setBusy(false);
    onDone();
  };
  return { run, busy };
}

function Actions({ run, busy, paused }: { run: (verb: Verb) => Promise<void>; busy: boolean; paused: boolean }) {
  const button = (verb: Verb, text: string) => (
    <button class="button" type="button" disabled={busy} onClick={() => void run(verb)} data-testid={`anti-entropy-${verb}`}>
      {text}
    </button>
  );
  return (
    <span class="actions">
      {button('run', 'Compare now')}
      {paused ? button('resume', 'Resume') : button('pause', 'Pause')}
    </span>
  );
}

function Shown({ answer }: { answer: CacheAntiEntropy }) {
  if (answer.members.length === 0) {
    return <Empty text="No member that answered compares the owners of this cache." />;
  }
  return (
    <div class="filter">
      <Figures figures={antiEntropyFigures(answer)} />
      <Table label="Comparisons by member" columns={columns} rows={answer.members} keyOf={({ member }) => member} testid="anti-entropy-members" />
    </div>
  );
}

const columns: Column<OnMember>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'State',
    cell: ({ report }) => {
      const { tone, text } = state(report);
      return <Badge tone={tone}>{text}</Badge>;
    },
  },
  {
    title: 'Last begun',
    cell: ({ report: { began, reason } }) => (began === null ? 'never' : <Pair value={<Ago at={began} />} more={`by ${reason}`} />),
  },
  {
    title: 'Progress',
    cell: ({ report }) => <Meter label="Segments compared" value={report.segmentsDone} max={report.segments} text={progress(report)} />,
  },
  { title: 'Differed', number: true, cell: ({ report }) => formatCount(report.lastDifferences) },
  { title: 'Not heard', cell: ({ report }) => obstacles(report) || none },
  {
    title: 'Runs',
    number: true,
    cell: ({ report: { runs, keys } }) => <Pair value={formatCount(runs)} more={`${formatCount(keys)} keys`} />,
  },
  {
    title: 'Repaired',
    number: true,
    cell: ({ report: { repairing, repaired, notRepaired } }) =>
      repairing ? <Pair value={formatCount(repaired)} more={`${formatCount(notRepaired)} not`} /> : 'only reported',
  },
];
