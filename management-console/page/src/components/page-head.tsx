import type { ComponentChildren } from 'preact';

/** A page's heading; `aside` stands at the other end of its line. */
export function PageHead({ title, children, aside }: {
  title: ComponentChildren;
  children?: ComponentChildren;
  aside?: ComponentChildren;
}) {
  return (
    <div class="page-head">
      <div class="page-title">
        <h1>{title}</h1>
        {children}
      </div>
      {aside}
    </div>
  );
}
