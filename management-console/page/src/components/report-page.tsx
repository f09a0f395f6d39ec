import type { ComponentChildren } from 'preact';
import type { OfCache, OfGrid, OnMember } from '../api/types';
import { type Answer, membersOf } from '../model/reports';
import { useResource } from '../state/resource';
import { Banner } from './banner';
import { CacheSelect } from './cache-select';
import { type Figure, Figures } from './figures';
import { PageHead } from './page-head';
import { Empty, Loaded } from './states';

/** One question about all caches, or about one: the answer, its figures, and what is behind them. */
export function ReportPage<R>(props: {
  title: string;
  /** Its place in the navigation, and the path of what members report. */
  page: string;
  /** Empty for all that have it. */
  cache: string;
  empty: string;
  answer: (caches: OfCache<R>[], silent: string[]) => Answer;
  figures: (members: readonly OnMember<R>[]) => Figure[];
  children: (caches: OfCache<R>[], refresh: () => void) => ComponentChildren;
}) {
  const { title, page, cache, empty, answer, figures, children } = props;
  const all = useResource<OfGrid<R>>(page, 3_000);
  const names = all.data?.caches.map((one) => one.cache) ?? [];
  return (
    <>
      <PageHead title={title} aside={names.length > 0 && <CacheSelect page={page} names={names} shown={cache} all="all" />} />
      <Loaded resource={all} rows={6}>
        {({ caches, silent }) => {
          const shown = cache === '' ? caches : caches.filter((one) => one.cache === cache);
          if (shown.length === 0) {
            return <Empty text={empty} />;
          }
          const { tone, headline, reasons } = answer(shown, silent);
          return (
            <>
              <Banner tone={tone} label="Answer" heading={<h2>{headline}</h2>} reasons={reasons} testid={`${page}-answer`} data={{ 'data-tone': tone }} />
              <Figures figures={figures(membersOf(shown))} />
              {children(shown, all.refresh)}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
