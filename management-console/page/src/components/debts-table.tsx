import { useState } from 'preact/hooks';
import { cachePath, post } from '../api/client';
import type { CacheHandoff, Session } from '../api/types';
import { formatCount, none } from '../model/format';
import { age, type Debt, debtsOf, nameOf, standing } from '../model/handoff';
import { may } from '../model/roles';
import { useAction } from '../state/action';
import { Badge } from './badge';
import { DropHints } from './drop-hints';
import { Meter } from './meter';
import { Name } from './name';
import { Empty } from './states';
import { type Column, Table } from './table';

/** Who is owed what by whom, and what can be done about it. */
export function DebtsTable({ session, caches, onDone }: { session: Session; caches: readonly CacheHandoff[]; onDone: () => void }) {
  const [dropping, setDropping] = useState<Debt | null>(null);
  const debts = debtsOf(caches);
  const close = () => {
    setDropping(null);
    onDone();
  };
  if (debts.length === 0) {
    return <Empty text="Nobody is owed anything, paused, or in need of repair." />;
  }
  const actions: Column<Debt> = {
    title: 'On all members',
    cell: (debt) => <Actions debt={debt} onDrop={() => setDropping(debt)} onDone={onDone} />,
  };
  return (
    <>
      <Table
        label="Who is owed by whom"
        columns={may(session.roles, 'handoff') ? [...told, actions] : told}
        rows={debts}
        keyOf={nameOf}
        testid="handoff-debts"
      />
      {dropping && <DropHints debts={[dropping, ...others(debts, dropping)]} onClose={close} />}
    </>
  );
}

/* What is dropped is dropped by all that owe it. */
function others(debts: readonly Debt[], { cache, member, by }: Debt): Debt[] {
  return debts.filter((debt) => debt.cache === cache && debt.member === member && debt.by !== by);
}

const told: Column<Debt>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  { title: 'Cache', cell: ({ cache }) => <Name text={cache} /> },
  { title: 'Owed by', cell: ({ by }) => <Name text={by} /> },
  { title: 'Hints', number: true, cell: ({ pending }) => formatCount(pending) },
  { title: 'Oldest', cell: (debt) => (debt.pending > 0 ? <Oldest debt={debt} /> : none) },
  {
    title: 'State',
    cell: (debt) => {
      const { tone, text } = standing(debt);
      return <Badge tone={tone}>{text}</Badge>;
    },
  },
];

/** A hint that reaches the end of the window is let go. */
function Oldest({ debt }: { debt: Debt }) {
  const { member, oldestMillis, windowMillis } = debt;
  return <Meter label={`Age of the oldest hint for ${member}`} value={oldestMillis} max={windowMillis} text={age(debt)} />;
}

function Actions({ debt, onDrop, onDone }: { debt: Debt; onDrop: () => void; onDone: () => void }) {
  const { cache, member, paused, pending } = debt;
  const { run, busy } = useAction(onDone);
  const path = (verb: string) => cachePath(cache, `/handoff/${encodeURIComponent(member)}/${verb}`);
  const button = (verb: string, text: string, onClick: () => void) => (
    <button
      class={`button ${verb === 'drop' ? 'danger-button' : ''}`}
      type="button"
      disabled={busy}
      onClick={onClick}
      aria-label={`${text} ${member} of ${cache}`}
      data-testid={`handoff-${verb}`}
    >
      {text}
    </button>
  );
  return (
    <span class="actions">
      {paused
        ? button('resume', 'Resume', () => void run(() => post(path('resume')), `${member} is paid again.`))
        : button('pause', 'Pause', () => void run(() => post(path('pause')), `${member} is not paid; hints for it are still made.`))}
      {pending > 0 && button('drop', 'Drop', onDrop)}
    </span>
  );
}
