import type { ComponentChildren } from 'preact';
import type { Tone } from '../model/verdict';
import { Icon } from './icon';

/** A state in a word, with a sign of its own so that colour is not all that tells. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`badge ${tone}`}>
      {tone !== 'plain' && <Icon name={tone} size={14} />}
      {children}
    </span>
  );
}
