import type { ComponentChildren } from 'preact';
import type { Tone } from '../model/verdict';
import { Icon } from './icon';

export interface Figure {
  id: string;
  label: string;
  value: ComponentChildren;
  note?: ComponentChildren;
  tone?: Tone;
}

/** A row of single numbers, each with its name. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ id, label, value, note, tone = 'plain' }) => (
        <div class={`figure ${tone}`} key={id}>
          <dt>{label}</dt>
          <dd class="number" data-testid={`figure-${id}`}>
            {value}
            {(tone === 'warn' || tone === 'bad') && <Icon name={tone} />}
          </dd>
          {note && <dd class="figure-note">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
