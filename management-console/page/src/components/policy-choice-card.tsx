import type { CacheMember } from '../api/types';
import { formatCount, formatShare } from '../model/format';
import { type ChangeOnMember, changesOf, type ChoiceOnMember, choicesOf } from '../model/policy-choice';
import { Ago } from './ago';
import { Card } from './card';
import { Meter } from './meter';
import { Name } from './name';
import { Empty } from './states';
import { type Column, Table } from './table';

const changesShown = 20;

/** Which policy `auto` runs on each member, how the candidates do, and when it changed its mind; nothing under another policy. */
export function PolicyChoiceCard({ rows }: { rows: readonly CacheMember[] }) {
  const choices = choicesOf(rows);
  if (choices.length === 0) {
    return null;
  }
  const changes = changesOf(choices, changesShown);
  return (
    <Card title="What auto has chosen" testid="policy-choice">
      <Table label="Choice by member" columns={columnsOf(choices)} rows={choices} keyOf={({ member }) => member} testid="policy-choice-members" />
      {changes.length === 0 ? (
        <Empty text="No change of policy yet. Hit ratios are those of small shadow caches: compare them with one another only." />
      ) : (
        <Table
          label="Changes of policy"
          columns={changeColumns}
          rows={changes}
          keyOf={({ member, at }) => `${member}@${at}`}
          testid="policy-choice-changes"
        />
      )}
    </Card>
  );
}

function columnsOf(choices: readonly ChoiceOnMember[]): Column<ChoiceOnMember>[] {
  const policies = choices[0]!.choice.candidates.map(({ policy }) => policy);
  return [
    { title: 'Member', heading: true, cell: ({ member }) => member },
    { title: 'Runs', cell: ({ choice }) => choice.current },
    ...policies.map((policy) => ({ title: policy, cell: (row: ChoiceOnMember) => <Candidate row={row} policy={policy} /> })),
    { title: 'Changes', number: true, cell: ({ choice }) => formatCount(choice.switches) },
  ];
}

function Candidate({ row: { member, choice }, policy }: { row: ChoiceOnMember; policy: string }) {
  const hitRatio = choice.candidates.find((candidate) => candidate.policy === policy)?.hitRatio ?? 0;
  return (
    <Meter
      label={`Estimated hit ratio of ${policy} on ${member}`}
      value={hitRatio}
      max={1}
      text={choice.requests === 0 ? formatShare(null) : formatShare(hitRatio)}
      tone={policy === choice.current ? 'good' : 'plain'}
    />
  );
}

const changeColumns: Column<ChangeOnMember>[] = [
  { title: 'When', heading: true, cell: ({ at }) => <Ago at={at} /> },
  { title: 'Member', cell: ({ member }) => <Name text={member} /> },
  { title: 'From', cell: ({ from, fromHitRatio }) => `${from} (${formatShare(fromHitRatio)})` },
  { title: 'To', cell: ({ to, toHitRatio }) => `${to} (${formatShare(toHitRatio)})` },
];
