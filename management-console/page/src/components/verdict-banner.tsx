import type { Overview } from '../api/types';
import { verdictOf } from '../model/verdict';
import { Icon } from './icon';

/** Is all well, and if not, why: read out whenever it changes. */
export function VerdictBanner({ overview }: { overview: Overview }) {
  const { tone, headline } = verdictOf(overview.verdict);
  return (
    <section
      class={`verdict ${tone}`}
      role="status"
      aria-label="Verdict"
      data-testid="verdict"
      data-verdict={overview.verdict}
    >
      <span class="verdict-sign">
        <Icon name={tone} size={24} />
      </span>
      <div>
        <h1>{headline}</h1>
        <ul class="verdict-reasons" data-testid="verdict-reasons">
          {overview.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
