import { useState } from 'preact/hooks';
import { cachePath, post, type Problem } from '../api/client';
import type { CacheHandoff, Session, Setting } from '../api/types';
import { formatCount, formatSpan, plural } from '../model/format';
import { type Debt, debtsOf, handoffFigures, hasHandoff, standing } from '../model/handoff';
import { may } from '../model/roles';
import { notify } from '../state/notices';
import { useResource } from '../state/resource';
import { Badge } from './badge';
import { Card } from './card';
import { Figures } from './figures';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

/** What members owe each other of a cache; nothing for a cache without hinted handoff. */
export function HandoffCard(props: { session: Session; cache: string; settings: readonly Setting[] }) {
  return hasHandoff(props.settings) ? <Handoff session={props.session} cache={props.cache} /> : null;
}

function Handoff({ session, cache }: { session: Session; cache: string }) {
  const answer = useResource<CacheHandoff>(cachePath(cache, '/handoff'), 3_000);
  const { run, busy } = useHandoff(cache, answer.refresh);
  const columns = may(session.roles, 'handoff') ? [...told, actions(run, busy)] : told;
  return (
    <Card title="Hinted handoff" testid="handoff">
      <Loaded resource={answer}>
        {(data) =>
          data.members.length === 0 ? (
            <Empty text="No member that answered keeps hints of this cache." />
          ) : (
            <>
              <Figures figures={handoffFigures(data)} />
              {debtsOf(data).length > 0 && (
                <Table
                  label="Who is owed by whom"
                  columns={columns}
                  rows={debtsOf(data)}
                  keyOf={({ by, member }) => `${by} ${member}`}
                  testid="handoff-debts"
                />
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

type Verb = 'pause' | 'resume' | 'drop';

function useHandoff(cache: string, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const run = async (verb: Verb, member: string) => {
    setBusy(true);
    try {
      const answer = await post<{ dropped: number } | undefined>(
        cachePath(cache, `/handoff/${encodeURIComponent(member)}/${verb}`),
      );
      notify('good', done(verb, member, answer?.dropped ?? 0));
    } catch (failure) {
      const { title, detail } = failure as Problem;
      notify('bad', detail ? `${title}: ${detail}` : title);
    }
    setBusy(false);
    onDone();
  };
  return { run, busy };
}

function done(verb: Verb, member: string, dropped: number): string {
  switch (verb) {
    case 'pause':
      return `${member} is not paid; hints for it are still made.`;
    case 'resume':
      return `${member} is paid again.`;
    case 'drop':
      return `${plural(dropped, 'hint')} for ${member} dropped; it needs repair.`;
  }
}

const told: Column<Debt>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  { title: 'Owed by', cell: ({ by }) => by },
  { title: 'Hints', number: true, cell: ({ pending }) => formatCount(pending) },
  { title: 'Oldest', number: true, cell: ({ pending, oldestMillis }) => (pending > 0 ? formatSpan(oldestMillis) : '–') },
  {
    title: 'State',
    cell: (debt) => {
      const { tone, text } = standing(debt);
      return <Badge tone={tone}>{text}</Badge>;
    },
  },
];

function actions(run: (verb: Verb, member: string) => Promise<void>, busy: boolean): Column<Debt> {
  const button = (verb: Verb, text: string, member: string) => (
    <button
      class={`button ${verb === 'drop' ? 'danger-button' : ''}`}
      type="button"
      disabled={busy}
      onClick={() => void run(verb, member)}
      aria-label={`${text} ${member}`}
      data-testid={`handoff-${verb}`}
    >
      {text}
    </button>
  );
  return {
    title: 'On all members',
    cell: ({ member, paused, pending }) => (
      <span class="actions">
        {paused ? button('resume', 'Resume', member) : button('pause', 'Pause', member)}
        {pending > 0 && button('drop', 'Drop', member)}
      </span>
    ),
  };
}
