import type { Overview } from '../api/types';
import { reasonsOf, verdictOf } from '../model/verdict';
import { Banner } from './banner';

/** Is all well, and if not, why. A `stale` verdict is no longer vouched for. */
export function VerdictBanner({ overview, stale }: { overview: Overview; stale: boolean }) {
  const known = verdictOf(overview.verdict);
  return (
    <Banner
      tone={stale ? 'plain' : known.tone}
      label="Verdict"
      heading={<h1>{stale ? `Last known: ${known.headline.toLowerCase()}` : known.headline}</h1>}
      reasons={reasonsOf(overview)}
      testid="verdict"
      data={{ 'data-verdict': overview.verdict, 'data-stale': stale }}
    />
  );
}
