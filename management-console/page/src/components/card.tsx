import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** One subject with its heading; `aside` stands beside the heading. */
export function Card(props: {
  title: string;
  aside?: ComponentChildren;
  testid?: string;
  children: ComponentChildren;
}) {
  const heading = useId();
  return (
    <section class="card" aria-labelledby={heading} data-testid={props.testid}>
      <div class="card-head">
        <h2 id={heading}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
