import type { ComponentChildren } from 'preact';

/** A value and, quieter below it, what completes it. */
export function Pair({ value, more }: { value: ComponentChildren; more: ComponentChildren }) {
  return (
    <span class="pair">
      <span>{value}</span>
      <span class="quiet">{more}</span>
    </span>
  );
}
