import type { Tone } from '../model/verdict';

/** How full something is; the words beside it say it exactly. */
export function Meter(props: { value: number; max: number; text: string; label: string; tone?: Tone }) {
  const share = props.max > 0 ? Math.min(1, Math.max(0, props.value / props.max)) : 0;
  return (
    <span class={`meter ${props.tone ?? 'plain'}`}>
      <span
        class="meter-track"
        role="meter"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={props.text}
      >
        <span class="meter-fill" style={{ width: `${share * 100}%` }} />
      </span>
      <span class="meter-text number">{props.text}</span>
    </span>
  );
}
