import type { Problem } from '../api/client';
import { ProblemNote } from '../components/states';
import { resume } from '../state/session';

/** Shown when the member cannot even say whether there is a session. */
export function Unreachable({ problem }: { problem: Problem }) {
  return (
    <main class="login">
      <ProblemNote problem={problem} stale={false} retry={() => void resume()} />
    </main>
  );
}
