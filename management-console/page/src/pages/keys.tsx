import { useState } from 'preact/hooks';
import { cachePath } from '../api/client';
import type { CacheSummary, KeyPage } from '../api/types';
import { CacheSelect } from '../components/cache-select';
import { Card } from '../components/card';
import { KeyCard } from '../components/key-card';
import { KeySearch } from '../components/key-search';
import { KeyTable } from '../components/key-table';
import { PageHead } from '../components/page-head';
import { Empty, Loaded } from '../components/states';
import { formatCount } from '../model/format';
import { isExact, pageQuery, type Search } from '../model/keys';
import { useResource } from '../state/resource';
import { go } from '../state/route';

/** The keys of a cache, page by page, and one of them as each owner has it. */
export function KeysPage({ name, part }: { name: string; part: string }) {
  const caches = useResource<CacheSummary[]>('caches', 30_000);
  const names = caches.data?.map((cache) => cache.name) ?? [];
  const shown = name || names[0] || '';
  return (
    <>
      <PageHead title="Keys" aside={<CacheSelect page="keys" names={names} shown={shown} />} />
      {shown ? (
        <CacheKeys key={shown} cache={shown} open={part} />
      ) : (
        <Loaded resource={caches}>{() => <Empty text="No cache runs on this member." />}</Loaded>
      )}
    </>
  );
}

function CacheKeys({ cache, open }: { cache: string; open: string }) {
  const [search, setSearch] = useState<Search>('prefix');
  const [text, setText] = useState('');
  /* Where each page up to the present one began. */
  const [begins, setBegins] = useState<(string | null)[]>([null]);
  const exact = isExact(search) && text !== '';

  const find = (how: Search, what: string) => {
    setSearch(how);
    setText(what);
    setBegins([null]);
    go('keys', cache);
  };

  const copies = open
    ? cachePath(cache, `/keys/${encodeURIComponent(open)}`)
    : exact
      ? cachePath(cache, `/copies?${new URLSearchParams({ key: text, type: search })}`)
      : '';
  return (
    <>
      <Card title="Find" testid="keys-find">
        <KeySearch onFind={find} />
      </Card>
      {copies && <KeyCard key={copies} path={copies} onClose={() => (open ? go('keys', cache) : find('prefix', ''))} />}
      {!exact && (
        <Pages
          cache={cache}
          path={cachePath(cache, `/keys?${pageQuery(search, text, begins[begins.length - 1]!)}`)}
          number={begins.length}
          open={open}
          onNext={(next) => setBegins([...begins, next])}
          onPrevious={() => setBegins(begins.slice(0, -1))}
        />
      )}
    </>
  );
}

function Pages(props: {
  cache: string;
  path: string;
  number: number;
  open: string;
  onNext: (next: string) => void;
  onPrevious: () => void;
}) {
  const { cache, path, number, open, onNext, onPrevious } = props;
  const page = useResource<KeyPage>(path, 60_000);
  const next = page.data?.next ?? null;
  return (
    <Card title={number === 1 && next === null ? 'Keys' : `Keys, page ${number}`} testid="keys">
      <Loaded resource={page} rows={8}>
        {(data) => (
          <>
            {data.silent.length > 0 && (
              <p class="note warn" role="status">
                {data.silent.join(', ')} did not answer: their keys are left out.
              </p>
            )}
            {data.keys.length > 0 ? (
              <KeyTable cache={cache} keys={data.keys} open={open} />
            ) : (
              <Empty text={next === null ? 'No key in memory matches.' : 'None of the keys looked at matches.'} />
            )}
          </>
        )}
      </Loaded>
      <div class="pager">
        <span class="quiet" data-testid="keys-examined">
          {page.data && `looked at ${formatCount(page.data.examined)}`}
        </span>
        <button class="button" type="button" disabled={number === 1} onClick={onPrevious} data-testid="keys-previous">
          Previous
        </button>
        <button
          class="button"
          type="button"
          disabled={next === null}
          onClick={() => next !== null && onNext(next)}
          data-testid="keys-next"
        >
          Next
        </button>
      </div>
    </Card>
  );
}
