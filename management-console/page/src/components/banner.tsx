import type { ComponentChildren } from 'preact';
import type { Tone } from '../model/verdict';
import { Icon } from './icon';

/** How something stands and why, at a glance; read out whenever it changes. */
export function Banner(props: {
  tone: Tone;
  label: string;
  heading: ComponentChildren;
  reasons: readonly string[];
  testid: string;
  data?: Record<`data-${string}`, string | boolean>;
}) {
  const { tone, label, heading, reasons, testid, data } = props;
  return (
    <section class={`verdict ${tone}`} role="status" aria-label={label} data-testid={testid} {...data}>
      <span class="verdict-sign">
        <Icon name={tone} size={24} />
      </span>
      <div>
        {heading}
        <ul class="verdict-reasons" data-testid={`${testid}-reasons`}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
