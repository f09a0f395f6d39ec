import type { Overview } from '../api/types';
import { reasonsOf, verdictOf } from '../model/verdict';
import { Icon } from './icon';

/** Is all well, and if not, why: read out whenever it changes. A `stale` verdict is no longer vouched for. */
export function VerdictBanner({ overview, stale }: { overview: Overview; stale: boolean }) {
  const known = verdictOf(overview.verdict);
  const tone = stale ? 'plain' : known.tone;
  return (
    <section
      class={`verdict ${tone}`}
      role="status"
      aria-label="Verdict"
      data-testid="verdict"
      data-verdict={overview.verdict}
      data-stale={stale}
    >
      <span class="verdict-sign">
        <Icon name={tone} size={24} />
      </span>
      <div>
        <h1>{stale ? `Last known: ${known.headline.toLowerCase()}` : known.headline}</h1>
        <ul class="verdict-reasons" data-testid="verdict-reasons">
          {reasonsOf(overview).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
