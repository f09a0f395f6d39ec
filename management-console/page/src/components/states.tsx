import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/client';
import type { Resource } from '../state/resource';
import { Icon } from './icon';

/** Nothing to show, and why. */
export function Empty({ text }: { text: string }) {
  return (
    <p class="empty" data-testid="empty">
      {text}
    </p>
  );
}

/** A place held while the first answer is on its way. */
export function Loading({ rows = 3 }: { rows?: number }) {
  return (
    <div class="loading" role="status" aria-label="Loading" data-testid="loading">
      {Array.from({ length: rows }, (_, row) => (
        <span class="loading-row" key={row} />
      ))}
    </div>
  );
}

/** What went wrong, in the member's own words. */
export function ProblemNote({ problem, stale, retry }: { problem: Problem; stale: boolean; retry?: () => void }) {
  return (
    <div class="note bad" role="alert" data-testid="problem">
      <Icon name="bad" />
      <p>
        <strong>{problem.title}.</strong> {problem.detail} {stale && 'What you see is the last answer.'}
      </p>
      {retry && (
        <button class="button" type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** A resource's content with its loading and failure states around it. */
export function Loaded<T>(props: {
  resource: Resource<T>;
  rows?: number;
  children: (data: T) => ComponentChildren;
}) {
  const { data, problem, refresh } = props.resource;
  return (
    <>
      {problem && <ProblemNote problem={problem} stale={data !== undefined} retry={refresh} />}
      {data !== undefined ? props.children(data) : !problem && <Loading rows={props.rows ?? 3} />}
    </>
  );
}
